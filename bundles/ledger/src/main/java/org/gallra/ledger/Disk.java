package org.gallra.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What is asked of the disk when a line is written; a test's disk can be full or broken. */
class Disk {

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

    /** Returns when the names of a directory's files are on the disk. */
    void forceNames(Path directory) throws IOException {
        try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
            names.force(true);
        }
    }
}
