package org.gallra.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of the ledger. Each holds lines one after the other and is named by its first entry; the chain of hashes goes
 * from one to the next. Not thread-safe. One process holds the directory, or several share it: then whoever reads or writes {@link #hold}s
 * it for as long as that takes, and {@link #follow}s what the others wrote.
 */
final class Chain implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Chain.class);
    private static final String LOCK = "ledger.lock";
    private static final long PAUSE_NANOS = 2_000_000;
    private static final String NAME = "ledger-[0-9]{12}\\.jsonl";

    private final Path directory;
    private final Disk disk;
    private final long segmentBytes;
    /** Who holds a directory within this process: a lock of a file is one of processes. */
    private static final Map<Path, ReentrantLock> LOCAL = new ConcurrentHashMap<>();

    private final FileChannel lockFile;
    private final @Nullable FileLock lock;
    private final ReentrantLock local;
    private @Nullable FileLock held;
    private final Map<Path, Stamp> known = new TreeMap<>();
    private long number;
    private String hash = Line.START;

    /** By what a file is known that nobody else has touched. */
    private record Stamp(@Nullable Object identity, long size, long modified) {

        /** Tells whether nothing but lines behind the others were written to the file since, and only if it may grow. */
        boolean grewTo(Stamp now, boolean mayGrow) {
            return equals(now) || mayGrow && Objects.equals(identity, now.identity()) && now.size() > size;
        }

        static Stamp of(Path file) throws IOException {
            BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(
                    is.fileKey(), is.size(), is.lastModifiedTime().to(java.util.concurrent.TimeUnit.NANOSECONDS));
        }
    }

    private Chain(Path directory, Disk disk, long segmentBytes, FileChannel lockFile, @Nullable FileLock lock) {
        this.directory = directory;
        this.disk = disk;
        this.segmentBytes = segmentBytes;
        this.lockFile = lockFile;
        this.lock = lock;
        this.local = LOCAL.computeIfAbsent(directory, d -> new ReentrantLock());
    }

    /** Takes the directory for this process, or shares it with others. */
    static Chain open(Path directory, Disk disk, long segmentBytes, boolean shared)
            throws IOException, BrokenException {
        FileChannel file =
                FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (shared) {
            return new Chain(directory, disk, segmentBytes, file, null);
        }
        FileLock lock = null;
        try {
            lock = file.tryLock();
        } catch (OverlappingFileLockException e) {
            LOG.debug("The ledger is held by this process already");
        } finally {
            if (lock == null) {
                file.close();
            }
        }
        if (lock == null) {
            throw Problems.inUse(directory);
        }
        return new Chain(directory, disk, segmentBytes, file, lock);
    }

    /** A directory that nobody else writes to until it is let go. */
    interface Hold extends AutoCloseable {

        @Override
        void close();
    }

    /**
     * Keeps others from writing; waits for whoever does, which takes as long as a line. May be held several times by one thread.
     *
     * @param patience how long to wait
     * @throws HeldException if another process does not let go in that time: it was stopped where it stands
     */
    Hold hold(Duration patience) throws IOException {
        if (lock != null) {
            return () -> {};
        }
        local.lock();
        try {
            if (local.getHoldCount() == 1) {
                held = locked(patience);
            }
        } catch (IOException | RuntimeException e) {
            local.unlock();
            throw e;
        }
        return () -> {
            try {
                FileLock mine = held;
                if (local.getHoldCount() == 1 && mine != null) {
                    held = null;
                    mine.release();
                }
            } catch (IOException e) {
                LOG.debug(
                        "The lock of the ledger went by itself: {}",
                        e.getClass().getName());
            } finally {
                local.unlock();
            }
        };
    }

    private FileLock locked(Duration patience) throws IOException {
        // an interrupted thread does not pause
        boolean interrupted = Thread.interrupted();
        try {
            long begin = System.nanoTime();
            for (FileLock mine = lockFile.tryLock(); ; mine = lockFile.tryLock()) {
                if (mine != null) {
                    return mine;
                }
                if (System.nanoTime() - begin >= patience.toNanos()) {
                    throw new HeldException();
                }
                LockSupport.parkNanos(PAUSE_NANOS);
                interrupted |= Thread.interrupted();
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Tells whether other processes may write to the directory. */
    boolean shared() {
        return lock == null;
    }

    /** Makes a directory that only its owner may read. */
    static void create(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            if (Files.getFileStore(existing(directory)).supportsFileAttributeView("posix")) {
                Files.createDirectories(
                        directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } else {
                Files.createDirectories(directory);
            }
        }
    }

    private static Path existing(Path path) {
        Path at = path.toAbsolutePath();
        while (!Files.exists(at) && at.getParent() != null) {
            at = at.getParent();
        }
        return at;
    }

    /** Returns whether the directory holds no entry. */
    static boolean empty(Path directory) throws IOException {
        for (Path file : files(directory)) {
            if (Files.size(file) > 0) {
                return false;
            }
        }
        return true;
    }

    /** Returns the files in the order of their entries. */
    private static List<Path> files(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(f -> f.getFileName().toString().matches(NAME))
                    .sorted()
                    .toList();
        }
    }

    /**
     * Reads and verifies all lines and gives each; a last line that was not written to its end is cut off.
     *
     * @param acknowledged the number of the last entry that is known to have been on the disk: such a line is not cut off
     */
    void scan(long acknowledged, Consumer<Line> each) throws IOException, BrokenException {
        number = 0;
        hash = Line.START;
        known.clear();
        List<Path> files = files(directory);
        for (int i = 0; i < files.size(); i++) {
            Path file = files.get(i);
            if (!file.equals(file(number + 1))) {
                throw Problems.broken(file, number + 1, "post saknas", "an entry is missing");
            }
            read(file, 0, i == files.size() - 1, acknowledged, each);
            known.put(file, Stamp.of(file));
        }
    }

    /**
     * Reads, verifies and gives the lines that others wrote behind those that are known; to be called while the directory is held.
     *
     * @return false if anything else became of the files, so that all of them have to be read again
     */
    boolean follow(Consumer<Line> each) throws IOException, BrokenException {
        List<Path> files = files(directory);
        int old = known.size();
        if (files.size() < old || !known.keySet().equals(Set.copyOf(files.subList(0, old)))) {
            return false;
        }
        for (int i = 0; i < files.size(); i++) {
            Path file = files.get(i);
            Stamp was = known.get(file);
            if (was == null ? !file.equals(file(number + 1)) : !was.grewTo(Stamp.of(file), i == old - 1)) {
                return false;
            }
            read(file, was == null ? 0 : was.size(), i == files.size() - 1, number, each);
            known.put(file, Stamp.of(file));
        }
        return true;
    }

    private static byte[] bytes(Path file, long from) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            in.skipNBytes(from);
            return in.readAllBytes();
        }
    }

    private void read(Path file, long begin, boolean last, long acknowledged, Consumer<Line> each)
            throws IOException, BrokenException {
        byte[] bytes = bytes(file, begin);
        int whole = last ? wholeBytes(bytes) : bytes.length;
        int from = 0;
        for (int at = 0; at < whole; at++) {
            if (bytes[at] == '\n') {
                next(file, new String(bytes, from, at - from, StandardCharsets.UTF_8), each);
                from = at + 1;
            }
        }
        boolean torn = whole < bytes.length;
        if (from < whole || torn && number < acknowledged) {
            throw Problems.broken(file, number + 1, "raden är avhuggen", "the line is cut off");
        }
        if (torn) {
            cut(file, begin + whole);
            LOG.warn(
                    "The last line of {} was not written to its end when the server was cut off: {} bytes removed."
                            + " Nothing was erased by it",
                    file.getFileName(),
                    bytes.length - whole);
        }
    }

    private void next(Path file, String text, Consumer<Line> each) throws BrokenException {
        Line line = Line.read(text);
        if (line == null) {
            throw Problems.broken(file, number + 1, "raden är ändrad", "the line was changed");
        }
        if (line.number() != number + 1 || !line.previous().equals(hash)) {
            throw Problems.broken(
                    file,
                    number + 1,
                    "den följer inte på posten före: rader saknas eller är flyttade",
                    "it does not follow the entry before: lines are missing or were moved");
        }
        number = line.number();
        hash = line.hash();
        each.accept(line);
    }

    /**
     * Returns how many bytes are whole lines: without an end that has none, and without a last line with zeros, which a
     * power failure leaves and JSON never holds.
     */
    private static int wholeBytes(byte[] bytes) {
        int end = lastEnd(bytes, bytes.length);
        int before = end == 0 ? 0 : lastEnd(bytes, end - 1);
        for (int at = before; at < end; at++) {
            if (bytes[at] == 0) {
                return before;
            }
        }
        return end;
    }

    private static int lastEnd(byte[] bytes, int before) {
        int at = before;
        while (at > 0 && bytes[at - 1] != '\n') {
            at--;
        }
        return at;
    }

    private void cut(Path file, long size) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(size);
            disk.force(channel);
        }
    }

    /** Gives every line that can be read at all, be it true or not: to learn what a broken ledger may know. */
    static void glance(Path directory, Consumer<JsonNode> each) {
        try {
            for (Path file : files(directory)) {
                for (String text : new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\n")) {
                    JsonNode tree = Line.tree(text);
                    if (tree != null) {
                        each.accept(tree);
                    }
                }
            }
        } catch (IOException e) {
            LOG.warn("The ledger cannot be read: {}", e.getClass().getName());
        }
    }

    /** Tells whether the files are as this process left them. */
    boolean untouched() {
        try {
            Map<Path, Stamp> now = new TreeMap<>();
            for (Path file : files(directory)) {
                now.put(file, Stamp.of(file));
            }
            return now.equals(known) && Files.isWritable(directory);
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Writes a line and returns it when it is on the disk. If that fails, nothing of it stays.
     *
     * @throws IOException also if the files are not as this process left them
     */
    Line append(ObjectNode content) throws IOException {
        if (!untouched()) {
            throw new IOException("The files of the ledger are not as they were left");
        }
        String text = Line.text(number + 1, hash, content);
        byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
        Path file = place(bytes.length);
        boolean fresh = !known.containsKey(file);
        long before = fresh ? 0 : Files.size(file);
        // a server that stops interrupts its threads, and an interrupted thread cannot write to a channel
        boolean interrupted = Thread.interrupted();
        try {
            write(file, bytes, fresh);
        } catch (IOException | RuntimeException e) {
            interrupted |= Thread.interrupted();
            undo(file, before);
            throw e;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        known.put(file, Stamp.of(file));
        Line line = new Line(number + 1, hash, text.substring(text.length() - 66, text.length() - 2), content);
        number = line.number();
        hash = line.hash();
        return line;
    }

    private Path place(int bytes) throws IOException {
        Path last = null;
        for (Path file : known.keySet()) {
            last = file;
        }
        return last == null || (Files.size(last) > 0 && Files.size(last) + bytes > segmentBytes)
                ? file(number + 1)
                : last;
    }

    private void write(Path file, byte[] bytes, boolean fresh) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            disk.append(channel, ByteBuffer.wrap(bytes));
            disk.force(channel);
            if (fresh) {
                disk.forceNames(directory);
            }
        }
    }

    /** What could not be forced to the disk must not be found there later. */
    private void undo(Path file, long size) {
        try {
            if (Files.exists(file)) {
                cut(file, size);
                known.put(file, Stamp.of(file));
            }
        } catch (IOException e) {
            LOG.error(
                    "An entry that could not be written could not be removed either: {}",
                    e.getClass().getName());
        }
    }

    private Path file(long first) {
        return directory.resolve(String.format(Locale.ROOT, "ledger-%012d.jsonl", first));
    }

    /** Returns how many entries there are. */
    long number() {
        return number;
    }

    /** Returns the hash of the last entry. */
    String hash() {
        return hash;
    }

    /** Lets go of the directory. */
    @Override
    public void close() {
        try (FileChannel file = lockFile) {
            if (lock != null) {
                lock.release();
            }
        } catch (IOException e) {
            LOG.debug("The lock of the ledger went by itself: {}", e.getClass().getName());
        }
    }
}
