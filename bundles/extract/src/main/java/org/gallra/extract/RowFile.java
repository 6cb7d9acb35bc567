package org.gallra.extract;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import javax.crypto.Cipher;
import javax.crypto.CipherInputStream;
import javax.crypto.CipherOutputStream;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import org.gallra.api.personaldata.PersonalDataRegister.Row;

/**
 * Rows in a temporary file that nobody can read but this object: it is encrypted by a key of its own, which is never written anywhere, and
 * has no name in its folder any more as soon as it is open, so that nothing is left of it even if the process is killed. (Where
 * a system keeps the name, it goes when the file is closed.) It is closed when nobody refers to it any more. For one thread while it is written.
 */
final class RowFile {

    private static final int BUFFER = 32 * 1024;

    private final FileChannel channel;
    private final SecretKey key;
    private final Cipher cipher;
    private final RowCodec codec = new RowCodec();
    private final DataOutputStream out;
    private long rows;

    RowFile() throws IOException {
        Path path = Files.createTempFile("gallra-", ".rows");
        channel = FileChannel.open(
                path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        try {
            KeyGenerator keys = KeyGenerator.getInstance("AES");
            keys.init(128);
            key = keys.generateKey();
            cipher = Cipher.getInstance("AES/CTR/NoPadding");
            // the key is used for this file only, so that any beginning of the counter will do
            cipher.init(Cipher.ENCRYPT_MODE, key);
        } catch (GeneralSecurityException e) {
            channel.close();
            throw new IllegalStateException(e);
        }
        out = new DataOutputStream(new BufferedOutputStream(
                new CipherOutputStream(new Open(Channels.newOutputStream(channel)), cipher), BUFFER));
    }

    void write(Row row) throws IOException {
        codec.write(row, out);
        rows++;
    }

    /** Ends the writing. */
    void finish() throws IOException {
        out.close();
    }

    /** Reads all rows from the first one; {@link UncheckedIOException} if the file cannot be read. */
    Iterator<Row> rows() {
        DataInputStream in;
        try {
            Cipher reading = Cipher.getInstance(cipher.getAlgorithm());
            reading.init(Cipher.DECRYPT_MODE, key, cipher.getParameters());
            in = new DataInputStream(new BufferedInputStream(new CipherInputStream(new At(channel), reading), BUFFER));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        return new Iterator<>() {

            private long read;

            @Override
            public boolean hasNext() {
                return read < rows;
            }

            @Override
            public Row next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                read++;
                try {
                    return codec.read(in);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }

    /** Ends the encryption, and leaves the file open. */
    private static final class Open extends FilterOutputStream {

        Open(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }

    /** Reads a file from its beginning, wherever others are in it. */
    private static final class At extends InputStream {

        private final FileChannel channel;
        private long position;

        At(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int read = channel.read(ByteBuffer.wrap(bytes, from, length), position);
            position += Math.max(0, read);
            return read;
        }
    }
}
