package org.gallra.ledger;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.gallra.api.ledger.ErasureLedger.Batch;
import org.gallra.api.ledger.ErasureLedger.Done;
import org.jspecify.annotations.Nullable;

/** What has to be known of all entries without reading them again. */
final class Index {

    private @Nullable UUID database;
    private final Map<Long, Batch> open = new TreeMap<>();
    private final Set<Long> rolledBack = new HashSet<>();
    private final Map<UUID, Done> done = new HashMap<>();
    private final Map<Long, String> hashes = new HashMap<>();
    private final long marked;
    private @Nullable String markedHash;
    private long lastCommitted;
    private long number;
    private String lastHash = Line.START;

    /**
     * Begins anew.
     *
     * @param mark the number of the entry whose hash is asked for later
     */
    Index(long mark) {
        this.marked = mark;
    }

    /** Takes note of an entry. */
    void add(Line line) {
        number = line.number();
        lastHash = line.hash();
        if (line.number() == marked) {
            markedHash = line.hash();
        }
        switch (Entries.kind(line.body())) {
            case OPENED ->
                database = UUID.fromString(line.body().path("database").asText());
            case BATCH -> {
                open.put(line.number(), Entries.batch(line));
                hashes.put(line.number(), line.hash());
            }
            case COMMITTED -> {
                long of = line.body().path("of").asLong();
                open.remove(of);
                lastCommitted = Math.max(lastCommitted, of);
            }
            case ROLLED_BACK -> {
                open.remove(line.body().path("of").asLong());
                rolledBack.add(line.body().path("of").asLong());
            }
            case RECEIPT -> {
                Done end = Entries.done(line);
                done.putIfAbsent(end.plan(), end);
            }
            case REPLAY, DEBT_PAID, PROBE -> {}
        }
    }

    /** Returns the id of the database of the ledger, or null if there is no entry. */
    @Nullable
    UUID database() {
        return database;
    }

    /** Returns the batches of which nobody knows whether they were committed, by number in order. */
    Map<Long, Batch> open() {
        return open;
    }

    /** Tells whether the batch with the number was committed. */
    boolean committed(long batch) {
        return !rolledBack.contains(batch) && !open.containsKey(batch);
    }

    /** Returns the hash of the batch with the number. */
    String hash(long batch) {
        return Objects.requireNonNull(hashes.get(batch));
    }

    /** Returns the number of the last entry; 0 if there is none. */
    long number() {
        return number;
    }

    /** Returns the hash of the last entry. */
    String lastHash() {
        return lastHash;
    }

    /** Returns the number of the last batch that is known to have been committed; 0 if there is none. */
    long lastCommitted() {
        return lastCommitted;
    }

    /** Returns the end of a plan's act, or null. */
    @Nullable
    Done done(UUID plan) {
        return done.get(plan);
    }

    /** Returns the hash of the entry that was asked for at the beginning; null if there is no such entry. */
    @Nullable
    String markedHash() {
        return markedHash;
    }
}
