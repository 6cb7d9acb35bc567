package org.gallra.ledger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.gallra.api.Text;
import org.gallra.api.erasure.ResidueReport;
import org.gallra.api.ledger.ErasureLedger;
import org.gallra.api.ledger.LedgerService.Condition;
import org.gallra.api.ledger.LedgerService.LedgerState;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SchemaReady;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ledger in a directory, and what the database knows of it.
 *
 * <p>Whatever is wrong with it leaves it closed: acts are refused until the files are in order again, which is looked at
 * whenever somebody asks.
 *
 * <p>On PostgreSQL several nodes share the directory. Who writes an entry in a transaction holds the mark's row until that transaction
 * has ended: at most one batch is on its way at any time, whichever node does it. So the next writer can tell what became of the one
 * before by the mark alone, and says so in the files if that node died (ADR-0030).
 */
@Component(
        service = {ErasureLedger.class, FileLedger.class},
        configurationPid = "org.gallra.ledger")
public final class FileLedger implements ErasureLedger {

    private static final Logger LOG = LoggerFactory.getLogger(FileLedger.class);
    /** How long others are waited for, who write a line within milliseconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration AGAIN = Duration.ofMillis(200);
    private static final long SEGMENT_BYTES = 8L * 1024 * 1024;

    private final Database database;
    private final Clock clock;
    private final Path directory;
    private final Disk disk;
    private final long segmentBytes;
    private @Nullable Chain chain;
    private Index index = new Index(0);
    private @Nullable Mark mark;
    private @Nullable Text problem;
    private boolean behind;
    private boolean opened;
    /** Whether the last line could not be written: until something can be, reading alone does not prove that it is in order. */
    private boolean unwritten;

    /** Whether another node did not let go of the files the last time. */
    private boolean held;

    private Instant verifiedAt = Instant.EPOCH;

    /** Where the files lie. */
    public @interface Settings {
        /** Returns the directory, outside of the database's and on a disk that is backed up by itself. */
        String directory() default "ledger";
    }

    /** Opens the ledger; one that is not in order is reported and closed. */
    @Activate
    public FileLedger(
            Settings settings,
            @Reference Database database,
            @Reference(target = "(gallra.schema=org.gallra.ledger)") SchemaReady schema) {
        this(
                database,
                Clock.systemUTC(),
                Path.of(settings.directory()).toAbsolutePath().normalize(),
                new Disk(),
                SEGMENT_BYTES);
    }

    FileLedger(Database database, Clock clock, Path directory, Disk disk, long segmentBytes) {
        this.database = database;
        this.clock = clock;
        this.directory = directory;
        this.disk = disk;
        this.segmentBytes = segmentBytes;
        if (shared()) {
            begin();
        } else {
            open(null);
        }
    }

    private boolean shared() {
        return database.kind() == Database.Kind.POSTGRESQL;
    }

    /** Opens the ledger at a moment at which no other node has a batch on its way. */
    private void begin() {
        try {
            database.inNewTransaction(connection -> {
                open(Mark.lock(connection, database.kind()).orElse(null));
                return true;
            });
        } catch (RuntimeException e) {
            LOG.debug("The mark could not be locked", e);
            open(null);
        }
    }

    /** Lets go of the directory. */
    @Deactivate
    public synchronized void stop() {
        close();
    }

    private void close() {
        if (chain != null) {
            chain.close();
            chain = null;
        }
    }

    /**
     * Opens the files, verifies them, and compares them with what the database knows.
     *
     * @param locked the mark, if it is locked
     */
    private void open(@Nullable Mark locked) {
        close();
        Text before = problem;
        try {
            Mark known = locked != null
                    ? locked
                    : database.inNewTransaction(Mark::read).orElse(null);
            mark = known;
            problem = null;
            index = new Index(0);
            verify(known);
            if (unwritten) {
                disk.requireRoom(directory);
                unwritten = false;
            }
            opened = true;
        } catch (BrokenException e) {
            problem = e.text();
        } catch (IOException e) {
            problem = why(e);
        } catch (RuntimeException e) {
            LOG.debug("Opening the ledger failed", e);
            problem = Problems.notCompared(directory);
        }
        if (problem != null) {
            close();
            behind = opened ? behind : ahead();
            if (!problem.equals(before)) {
                LOG.error("Nothing is erased: {}", problem.en());
            }
        } else if (before != null) {
            LOG.info("The ledger is in order again");
        }
    }

    private void verify(@Nullable Mark known) throws IOException, BrokenException {
        boolean empty = Chain.empty(directory);
        if (known == null && !empty) {
            throw Problems.strange(directory);
        }
        if (known != null && known.applied() > 0 && empty) {
            throw Problems.missing(directory, known.applied());
        }
        Mark ours = known == null ? database.inNewTransaction(Mark::create) : known;
        mark = ours;
        if (empty) {
            Chain.create(directory);
        }
        Chain files = Chain.open(directory, disk, segmentBytes, shared());
        chain = files;
        Index read = new Index(ours.applied());
        index = read;
        verifiedAt = clock.instant();
        try (Chain.Hold hold = hold(files)) {
            files.scan(ours.applied(), read::add);
            if (files.number() == 0) {
                add(Entries.opened(verifiedAt, ours.database()));
            }
            compare(ours, files);
            settle(ours, false);
        } catch (IllegalArgumentException e) {
            throw Problems.unknownEntry(directory);
        }
        if (!opened) {
            behind = index.lastCommitted() > ours.applied() || !index.open().isEmpty();
        }
    }

    private void compare(Mark ours, Chain files) throws BrokenException {
        if (!ours.database().equals(index.database())) {
            throw Problems.foreign(directory);
        }
        if (ours.applied() > files.number()) {
            throw Problems.cutOff(directory, files.number(), ours.applied());
        }
        if (ours.applied() > 0 && !ours.hash().equals(index.markedHash())) {
            throw Problems.differs(directory, ours.applied());
        }
    }

    /**
     * Writes down which open batches were committed, and of those that were not if nobody can be about to commit them. After a start
     * those that the database has not seen stay open: the database may be an older copy, and only its own journal can tell.
     *
     * @param locked whether the mark is locked, so that no batch is on its way
     */
    private void settle(Mark ours, boolean locked) throws IOException {
        for (long entry : new ArrayList<>(index.open().keySet())) {
            if (entry <= ours.applied() || locked && !behind) {
                add(Entries.settled(clock.instant(), entry, entry <= ours.applied()));
            }
        }
    }

    /** Tells of a ledger that is not in order whether it may know of acts that the database has not seen. */
    private boolean ahead() {
        Mark ours = mark;
        if (opened || ours == null) {
            return false;
        }
        boolean[] same = {false};
        Set<Long> unseen = new HashSet<>();
        Chain.glance(directory, line -> {
            String kind = line.path("kind").asText();
            same[0] |= line.path("database").asText().equals(ours.database().toString());
            if (kind.equals(Entries.Kind.BATCH.name()) && line.path("entry").asLong() > ours.applied()) {
                unseen.add(line.path("entry").asLong());
            } else if (kind.equals(Entries.Kind.ROLLED_BACK.name())) {
                unseen.remove(line.path("of").asLong());
            }
        });
        return same[0] && !unseen.isEmpty();
    }

    private Line add(ObjectNode content) throws IOException {
        Line line = Objects.requireNonNull(chain).append(content);
        index.add(line);
        return line;
    }

    /** Opens the files again if they were not in order, or are not as they were left and not as other nodes went on. */
    private void look() {
        Chain files = chain;
        if (problem != null || files == null || !files.untouched() && !follow(files)) {
            open(null);
        }
    }

    /** Reads what other nodes wrote; false if something else happened to the files. */
    private boolean follow(Chain files) {
        if (!files.shared()) {
            return false;
        }
        try (Chain.Hold hold = hold(files)) {
            return files.follow(index::add) && files.untouched();
        } catch (IOException | BrokenException | IllegalArgumentException e) {
            return false; // opened again, which says what it is
        }
    }

    @Override
    public synchronized void requireReady() {
        look();
        if (problem != null) {
            throw Problems.refused(problem, null);
        }
        if (behind) {
            throw Problems.refused(Problems.CATCHING_UP, null);
        }
    }

    /** Writes an entry and moves the mark in the transaction of the connection. */
    private Line write(Connection connection, ObjectNode content) throws SQLException {
        // first the row and then this object: whoever has the row may need the object before the transaction ends
        Mark locked = Mark.lock(connection, database.kind()).orElse(null);
        synchronized (this) {
            Line line = write(locked, content);
            Mark.move(connection, line.number(), line.hash());
            return line;
        }
    }

    private Line write(@Nullable Mark locked, ObjectNode content) {
        look();
        Chain files = chain;
        if (problem != null || files == null) {
            throw Problems.refused(Objects.requireNonNullElseGet(problem, () -> Problems.unwritable(directory)), null);
        }
        try (Chain.Hold hold = hold(files)) {
            catchUp(files);
            if (locked != null && !behind) {
                if (locked.applied() > files.number()) {
                    throw Problems.cutOff(directory, files.number(), locked.applied());
                }
                settle(locked, true);
            }
            return add(content);
        } catch (BrokenException e) {
            problem = e.text();
            LOG.error("Nothing is erased: {}", problem.en());
            throw Problems.refused(problem, null);
        } catch (IOException e) {
            unwritten |= !(e instanceof HeldException);
            problem = why(e);
            LOG.error("Nothing is erased: {} ({})", problem.en(), e.getClass().getName());
            throw Problems.refused(problem, e);
        }
    }

    /** Takes the files for this node; who was waited for in vain once is not waited for that long again. */
    private Chain.Hold hold(Chain files) throws IOException {
        try {
            Chain.Hold hold = files.hold(held ? AGAIN : PATIENCE);
            held = false;
            return hold;
        } catch (HeldException e) {
            held = true;
            throw e;
        }
    }

    private Text why(IOException e) {
        return e instanceof HeldException ? Problems.held(directory) : Problems.unwritable(directory);
    }

    /** Reads what others wrote, with the directory held. */
    private void catchUp(Chain files) throws IOException, BrokenException {
        if (files.shared() && !files.untouched() && !files.follow(index::add)) {
            throw new IOException("The files of the ledger are not as they were left");
        }
    }

    @Override
    public long intend(Connection connection, Batch batch) throws SQLException {
        requireReady();
        return write(connection, Entries.batch(clock.instant(), batch)).number();
    }

    @Override
    public synchronized void committed(long entry) {
        end(entry, true);
    }

    @Override
    public void ended(long entry) {
        Optional<Mark> now;
        try {
            now = database.inNewTransaction(Mark::read);
        } catch (RuntimeException e) {
            LOG.warn(
                    "Whether entry {} was committed is asked later: {}",
                    entry,
                    e.getClass().getName());
            now = Optional.empty();
        }
        synchronized (this) {
            if (now.isPresent()) {
                end(entry, entry <= now.get().applied());
            } else {
                problem = Problems.unwritable(directory); // opened again, and so compared, by whoever asks next
            }
        }
    }

    private void end(long entry, boolean committed) {
        Chain files = chain;
        try {
            if (files == null) {
                throw new IOException("closed");
            }
            try (Chain.Hold hold = hold(files)) {
                catchUp(files);
                // another node may have seen it first
                if (index.open().containsKey(entry)) {
                    add(Entries.settled(clock.instant(), entry, committed));
                }
            }
        } catch (IOException | BrokenException e) {
            unwritten |= e instanceof IOException && !(e instanceof HeldException);
            problem = e instanceof IOException broken ? why(broken) : Problems.unwritable(directory);
            LOG.warn(
                    "What became of entry {} is written down later: {}",
                    entry,
                    e.getClass().getName());
        }
    }

    @Override
    public synchronized void settle(long entry, boolean committed) {
        look();
        end(entry, committed);
    }

    @Override
    public long done(Connection connection, Done done) throws SQLException {
        requireReady();
        return write(connection, Entries.receipt(clock.instant(), done)).number();
    }

    @Override
    public synchronized Optional<Done> find(UUID plan) {
        look();
        return Optional.ofNullable(index.done(plan));
    }

    @Override
    public synchronized boolean behind() {
        look();
        return behind;
    }

    @Override
    public synchronized Optional<Text> problem() {
        look();
        return Optional.ofNullable(problem);
    }

    @Override
    public synchronized List<Batch> unsettled() {
        look();
        if (problem != null) {
            throw Problems.refused(problem, null);
        }
        return new ArrayList<>(index.open().values());
    }

    @Override
    public long applied() {
        return database.read(Mark::read).map(Mark::applied).orElse(0L);
    }

    @Override
    public synchronized long head() {
        look();
        return chain == null ? 0 : chain.number();
    }

    @Override
    public synchronized List<Batch> batches(long after) {
        look();
        Chain files = chain;
        if (problem != null || files == null) {
            throw Problems.refused(Objects.requireNonNullElseGet(problem, () -> Problems.unwritable(directory)), null);
        }
        List<Batch> found = new ArrayList<>();
        try (Chain.Hold hold = hold(files)) {
            catchUp(files);
            files.scan(0, line -> {
                if (line.number() > after
                        && Entries.kind(line.body()) == Entries.Kind.BATCH
                        && index.committed(line.number())) {
                    found.add(Entries.batch(line));
                }
            });
        } catch (BrokenException e) {
            problem = e.text();
        } catch (IOException e) {
            problem = why(e);
        }
        if (problem != null) {
            throw Problems.refused(problem, null);
        }
        return found;
    }

    @Override
    public long replayed(Connection connection, Batch batch, long rows) throws SQLException {
        Line line = write(connection, Entries.replay(clock.instant(), batch, rows));
        synchronized (this) {
            Mark.move(connection, batch.entry(), index.hash(batch.entry()));
        }
        return line.number();
    }

    @Override
    public long paid(Connection connection, String record, long after, long through, long rows) throws SQLException {
        return write(connection, Entries.debt(clock.instant(), record, after, through, rows))
                .number();
    }

    @Override
    public long probed(Connection connection, UUID plan, ResidueReport found) throws SQLException {
        requireReady();
        return write(connection, Entries.probe(clock.instant(), plan, found)).number();
    }

    @Override
    public void caughtUp(Connection connection) throws SQLException {
        Mark.lock(connection, database.kind());
        moveToHead(connection);
    }

    private synchronized void moveToHead(Connection connection) throws SQLException {
        look();
        Chain files = chain;
        if (problem != null || files == null) {
            throw Problems.refused(Objects.requireNonNullElseGet(problem, () -> Problems.unwritable(directory)), null);
        }
        Mark.move(connection, files.number(), files.hash());
    }

    @Override
    public synchronized void served() {
        if (problem == null) {
            behind = false;
        }
    }

    /** Returns the state, after the whole chain was verified or after a look at the files. */
    synchronized LedgerState state(boolean whole) {
        if (whole) {
            open(null);
        } else {
            look();
        }
        return now();
    }

    private LedgerState now() {
        Mark known = mark;
        return new LedgerState(
                problem != null ? Condition.REFUSING : behind ? Condition.BEHIND : Condition.READY,
                problem,
                directory.toString(),
                known == null ? null : known.database(),
                index.number(),
                index.lastHash(),
                applied(),
                verifiedAt);
    }
}
