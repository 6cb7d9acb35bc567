package org.gallra.suppression;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The key: 32 random bytes in hex, in a file that only its owner may read. */
final class KeyFile {

    private static final int BYTES = 32;

    private final Path path;

    KeyFile(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    /**
     * Returns the key; null if there is no file.
     *
     * @throws IOException if there is one and it holds no key, or cannot be read
     */
    byte @Nullable [] read() throws IOException {
        String text;
        try {
            text = Files.readString(path).strip();
        } catch (NoSuchFileException e) {
            return null;
        }
        try {
            byte[] key = HexFormat.of().parseHex(text);
            if (key.length == BYTES) {
                return key;
            }
        } catch (IllegalArgumentException e) {
            // said below, without what stands in the file
        }
        throw new IOException("The file of the key holds none");
    }

    /** Makes a key and returns it; the one that is there if somebody else was faster. */
    byte[] create() throws IOException {
        Path directory = path.toAbsolutePath().getParent();
        if (directory != null && !Files.isDirectory(directory)) {
            Files.createDirectories(directory, only("rwx------", existing(directory)));
        }
        byte[] key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        Path fresh = Files.createTempFile(directory, "key", ".new", only("rw-------", existing(path)));
        try {
            try (FileChannel file = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                file.write(ByteBuffer.wrap((HexFormat.of().formatHex(key) + "\n").getBytes()));
                file.force(true);
            }
            publish(fresh);
        } finally {
            Files.deleteIfExists(fresh);
        }
        byte[] there = read();
        if (there == null) {
            throw new IOException("The file of the key is gone again");
        }
        return there;
    }

    /** Gives the file its name whole or not at all, and never over another one. */
    private void publish(Path fresh) throws IOException {
        try {
            link(fresh);
        } catch (FileAlreadyExistsException e) {
            // another node was faster
        }
    }

    private void link(Path fresh) throws IOException {
        try {
            Files.createLink(path, fresh);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            Files.move(fresh, path); // a file system without links
        }
    }

    private static Path existing(Path path) {
        Path at = path.toAbsolutePath();
        while (!Files.exists(at) && at.getParent() != null) {
            at = at.getParent();
        }
        return at;
    }

    private static FileAttribute<?>[] only(String permissions, Path at) throws IOException {
        FileStore store = Files.getFileStore(at);
        return store.supportsFileAttributeView("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
