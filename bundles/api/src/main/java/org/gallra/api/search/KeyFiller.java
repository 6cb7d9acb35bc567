package org.gallra.api.search;

import java.sql.PreparedStatement;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.Rows;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.persistence.StorageException;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Gives rows their search key that came without: those that are older than the column, and those that were inserted by SQL. The changelog gives
 * such rows the default {@value #MISSING}. Works in the background, from twenty seconds after its making on; what was erased meanwhile stays erased.
 */
@ProviderType
public final class KeyFiller implements AutoCloseable {

    /** What stands in the column {@code search_key} of a row that has no key yet: the column's default. */
    public static final String MISSING = "?";

    private static final int BATCH = 500;
    /** The start has more urgent work: other bundles are still making their tables. */
    private static final long BEGINS_AFTER_MILLIS = 20_000;

    private final Database database;
    private final String table;
    private final List<String> columns;
    private volatile boolean closed;

    private KeyFiller(Database database, String table, List<String> columns) {
        this.database = database;
        this.table = table;
        this.columns = columns;
    }

    /**
     * Starts filling.
     *
     * @param table the table, with the columns {@code id} and {@code search_key}
     * @param columns those of which the key is made; a row whose first one is null was erased and gets no key
     */
    public static KeyFiller start(Database database, String table, String... columns) {
        KeyFiller filler = new KeyFiller(database, table, List.of(columns));
        Thread thread = new Thread(filler::run, "gallra-search-keys-" + table);
        thread.setDaemon(true);
        thread.start();
        return filler;
    }

    /** Fills in this thread, for what waits until it is done, such as tests. */
    public static void fill(Database database, String table, String... columns) {
        new KeyFiller(database, table, List.of(columns)).batches();
    }

    private void run() {
        try {
            synchronized (this) {
                long begin = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(BEGINS_AFTER_MILLIS);
                for (long left = BEGINS_AFTER_MILLIS; !closed && left > 0; ) {
                    wait(left);
                    left = TimeUnit.NANOSECONDS.toMillis(begin - System.nanoTime());
                }
            }
            batches();
        } catch (StorageException | IllegalStateException e) {
            return; // the database went; the next start goes on where this one ended
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void batches() {
        long last = 0;
        while (!closed && last >= 0) {
            long after = last;
            last = database.inNewTransaction(connection -> {
                List<Row> rows = Rows.list(
                        connection,
                        SqlFragment.of(
                                "SELECT t.* FROM " + table + " t WHERE t.search_key = ? AND t.id > ?"
                                        + " ORDER BY t.id FETCH FIRST " + BATCH + " ROWS ONLY",
                                MISSING,
                                after),
                        row -> {
                            @Nullable String[] values = new String[columns.size()];
                            for (int i = 0; i < values.length; i++) {
                                values[i] = row.getString(columns.get(i));
                            }
                            return new Row(row.getLong("id"), values[0] == null ? null : SearchWords.key(values));
                        });
                // whoever erases or changes the row meanwhile has written another key
                try (PreparedStatement update = connection.prepareStatement(
                        "UPDATE " + table + " SET search_key = ? WHERE id = ? AND search_key = '" + MISSING + "'")) {
                    for (Row row : rows) {
                        update.setString(1, row.key);
                        update.setLong(2, row.id);
                        update.addBatch();
                    }
                    update.executeBatch();
                }
                return rows.size() < BATCH ? -1 : Objects.requireNonNull(rows.get(BATCH - 1)).id;
            });
        }
    }

    private record Row(long id, @Nullable String key) {

        /** Returns the id only. */
        @Override
        public String toString() {
            return "Row[" + id + "]";
        }
    }

    /** Ends it after the batch that is being written. */
    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
