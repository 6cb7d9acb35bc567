package org.gallra.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What is asked of the disk when a line is written; a test's disk can be full or broken. */
class Disk {

    /** More than most lines take. */
    private static final int ROOM = 64 * 1024;

    /** Writes all bytes at the end of the file. */
    void append(FileChannel file, ByteBuffer bytes) throws IOException {
        long at = file.size();
        while (bytes.hasRemaining()) {
            at += file.write(bytes, at);
        }
    }

    /** Returns when the file is on the disk. */
    void force(FileChannel file) throws IOException {
        file.force(true);
    }

    /** Demands that something can be written in a directory; leaves nothing there. */
    void requireRoom(Path directory) throws IOException {
        Path attempt = Files.createTempFile(directory, "room", null);
        try (FileChannel file = FileChannel.open(attempt, StandardOpenOption.WRITE)) {
            append(file, ByteBuffer.wrap(new byte[ROOM]));
            force(file);
        } finally {
            Files.delete(attempt);
        }
    }

    /** Returns when the names of a directory's files are on the disk. */
    void forceNames(Path directory) throws IOException {
        try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
            names.force(true);
        }
    }
}
