package org.gallra.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files by themselves: what is found when somebody or something has changed them. */
class ChainTest {

    private static final int ENTRIES = 12;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    private final FailingDisk disk = new FailingDisk();

    /** A disk that is full or broken when a test says so. */
    private static final class FailingDisk extends Disk {

        private int bytesLeft = Integer.MAX_VALUE;
        private boolean forces = true;

        @Override
        void append(FileChannel file, ByteBuffer bytes) throws IOException {
            if (bytes.remaining() > bytesLeft) {
                super.append(file, bytes.slice(0, bytesLeft));
                throw new IOException("No space left on device");
            }
            super.append(file, bytes);
        }

        @Override
        void force(FileChannel file) throws IOException {
            if (!forces) {
                forces = true;
                throw new IOException("Input/output error");
            }
            super.force(file);
        }
    }

    private Chain chain(long segmentBytes) throws Exception {
        Chain chain = Chain.open(directory, disk, segmentBytes, false);
        chain.scan(0, line -> {});
        return chain;
    }

    private void write(long segmentBytes) throws Exception {
        try (Chain chain = chain(segmentBytes)) {
            for (int i = 1; i <= ENTRIES; i++) {
                assertThat(chain.append(Line.object().put("kind", "TEST").put("text", "nummer " + i + " å"))
                                .number())
                        .isEqualTo(i);
            }
        }
    }

    private List<Long> read(long acknowledged) throws Exception {
        List<Long> numbers = new ArrayList<>();
        try (Chain chain = Chain.open(directory, disk, 1_000, false)) {
            chain.scan(acknowledged, line -> numbers.add(line.number()));
        }
        return numbers;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(f -> f.toString().endsWith(".jsonl")).sorted().toList();
        }
    }

    @Test
    void theChainGoesOverFiles() throws Exception {
        write(1_000);
        assertThat(files()).hasSizeGreaterThan(2);
        for (Path file : files()) {
            assertThat(Files.size(file)).isLessThanOrEqualTo(1_000);
        }
        assertThat(read(ENTRIES)).hasSize(ENTRIES).startsWith(1L, 2L).endsWith((long) ENTRIES);
        try (Chain chain = chain(1_000)) {
            assertThat(chain.append(Line.object().put("kind", "TEST")).number()).isEqualTo(ENTRIES + 1);
        }
        assertThat(read(0)).hasSize(ENTRIES + 1);
    }

    /** The twenty lines of docs/ledger.md, written by nobody who knows this code. */
    @Test
    void anybodyCanVerifyIt() throws Exception {
        write(1_000);
        String previous = "0".repeat(64);
        int entry = 0;
        for (Path file : files()) {
            for (String line : Files.readString(file).split("\n")) {
                String signed = line.substring(0, line.length() - 75);
                String hash = line.substring(line.length() - 66, line.length() - 2);
                assertThat(HexFormat.of()
                                .formatHex(MessageDigest.getInstance("SHA-256")
                                        .digest(signed.getBytes(StandardCharsets.UTF_8))))
                        .isEqualTo(hash);
                entry++;
                assertThat(line).startsWith("{\"entry\":" + entry + ",\"previous\":\"" + previous + "\",");
                previous = hash;
            }
        }
        assertThat(entry).isEqualTo(ENTRIES);
    }

    @Test
    void everyChangedByteIsFound() throws Exception {
        write(100_000);
        Path file = files().get(0);
        byte[] whole = Files.readAllBytes(file);
        int found = 0;
        for (int at = 0; at < whole.length; at += 7) {
            byte[] changed = whole.clone();
            changed[at] ^= 1;
            Files.write(file, changed);
            assertThatThrownBy(() -> read(ENTRIES)).as("byte " + at).isInstanceOf(BrokenException.class);
            found++;
        }
        assertThat(found).isGreaterThan(100);
        Files.write(file, whole);
        assertThat(read(ENTRIES)).hasSize(ENTRIES);
    }

    @Test
    void missingAndMovedLinesAreFound() throws Exception {
        write(100_000);
        Path file = files().get(0);
        List<String> lines = Files.readAllLines(file);

        List<String> without = new ArrayList<>(lines);
        without.remove(5);
        Files.write(file, without);
        assertThatThrownBy(() -> read(0)).isInstanceOf(BrokenException.class).hasMessageContaining("entry 6");

        List<String> moved = new ArrayList<>(lines);
        Collections.swap(moved, 3, 4);
        Files.write(file, moved);
        assertThatThrownBy(() -> read(0)).isInstanceOf(BrokenException.class).hasMessageContaining("entry 4");

        List<String> twice = new ArrayList<>(lines);
        twice.add(lines.get(lines.size() - 1));
        Files.write(file, twice);
        assertThatThrownBy(() -> read(0)).isInstanceOf(BrokenException.class);
    }

    @Test
    void aMissingFileIsFound() throws Exception {
        write(1_000);
        Files.delete(files().get(1));
        assertThatThrownBy(() -> read(0)).isInstanceOf(BrokenException.class).hasMessageContaining("missing");
    }

    /** A power failure leaves a beginning of a line, or a line of the right length with zeros in it. */
    @Test
    void aLineThatWasNotWrittenToItsEndIsCutOff() throws Exception {
        write(100_000);
        Path file = files().get(0);
        byte[] whole = Files.readAllBytes(file);
        int last = new String(whole, StandardCharsets.UTF_8).lastIndexOf("{\"entry\":" + ENTRIES + ",");
        last = new String(whole, StandardCharsets.UTF_8).substring(0, last).getBytes(StandardCharsets.UTF_8).length;
        int tried = 0;
        for (int length = last + 1; length < whole.length; length += 13) {
            Files.write(file, java.util.Arrays.copyOf(whole, length));
            assertThat(read(ENTRIES - 1)).hasSize(ENTRIES - 1);
            assertThat(Files.size(file)).isEqualTo(last);
            tried++;
        }
        assertThat(tried).isGreaterThan(5);

        byte[] zeros = whole.clone();
        java.util.Arrays.fill(zeros, last + 20, last + 60, (byte) 0);
        Files.write(file, zeros);
        assertThat(read(ENTRIES - 1)).hasSize(ENTRIES - 1);
        try (Chain chain = chain(100_000)) {
            assertThat(chain.append(Line.object().put("kind", "TEST")).number()).isEqualTo(ENTRIES);
        }
        assertThat(read(ENTRIES)).hasSize(ENTRIES);
    }

    @Test
    void aLineThatWasOnTheDiskIsNeverCutOff() throws Exception {
        write(100_000);
        Path file = files().get(0);
        byte[] cut = java.util.Arrays.copyOf(Files.readAllBytes(file), (int) Files.size(file) - 10);
        Files.write(file, cut);
        assertThatThrownBy(() -> read(ENTRIES)).isInstanceOf(BrokenException.class);
        assertThat(Files.readAllBytes(file)).as("nothing is destroyed").isEqualTo(cut);
    }

    @Test
    void nothingStaysOfWhatCouldNotBeWritten() throws Exception {
        write(100_000);
        Path file = files().get(0);
        byte[] before = Files.readAllBytes(file);
        try (Chain chain = chain(100_000)) {
            disk.bytesLeft = 30;
            assertThatThrownBy(() -> chain.append(Line.object().put("kind", "TEST")))
                    .isInstanceOf(IOException.class);
            assertThat(Files.readAllBytes(file)).isEqualTo(before);
            disk.bytesLeft = Integer.MAX_VALUE;
            disk.forces = false;
            assertThatThrownBy(() -> chain.append(Line.object().put("kind", "TEST")))
                    .isInstanceOf(IOException.class);
            assertThat(Files.readAllBytes(file)).isEqualTo(before);
            assertThat(chain.append(Line.object().put("kind", "TEST")).number()).isEqualTo(ENTRIES + 1);
        }
        assertThat(read(0)).hasSize(ENTRIES + 1);
    }

    /** A server that stops interrupts whoever is at work; the batch in work must end all the same. */
    @Test
    void anInterruptedThreadCanWrite() throws Exception {
        try (Chain chain = chain(100_000)) {
            Thread.currentThread().interrupt();
            chain.append(Line.object().put("kind", "TEST"));
            assertThat(Thread.interrupted()).as("and is still interrupted").isTrue();
        }
        assertThat(read(1)).hasSize(1);
    }

    @Test
    void nothingIsWrittenBehindTheBackOfSomebodyElse() throws Exception {
        write(100_000);
        try (Chain chain = chain(100_000)) {
            Files.writeString(files().get(0), " ", StandardOpenOption.APPEND);
            assertThat(chain.untouched()).isFalse();
            assertThatThrownBy(() -> chain.append(Line.object().put("kind", "TEST")))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void onlyOneMayHoldTheDirectory() throws Exception {
        write(100_000);
        try (Chain first = chain(100_000)) {
            assertThatThrownBy(() -> chain(100_000))
                    .isInstanceOf(BrokenException.class)
                    .hasMessageContaining("another server");
            assertThat(first.number()).isEqualTo(ENTRIES);
        }
        assertThat(read(0)).hasSize(ENTRIES);
    }
}
