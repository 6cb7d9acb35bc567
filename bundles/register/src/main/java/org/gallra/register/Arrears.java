package org.gallra.register;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gallra.api.GallraException;
import org.gallra.api.ledger.ErasureLedger;
import org.gallra.api.ledger.ErasureLedger.Batch;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.persistence.StorageException;
import org.gallra.api.personaldata.DataSubject;
import org.gallra.api.personaldata.RecordDeclaration;
import org.gallra.api.suppression.SuppressionList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Record types that were not there when people were erased, and come with rows about them: a bundle that was away, or a new
 * one that brings old data. What the ledger has is applied to them, and to them only.
 */
final class Arrears {

    private static final Logger LOG = LoggerFactory.getLogger(Arrears.class);
    private static final Duration LIFE = Duration.ofMinutes(1);

    private final Register register;
    private final ErasureLedger ledger;
    private final SuppressionList list;
    private final Database database;
    private final Clock clock;
    private @Nullable String paid;

    Arrears(Register register, ErasureLedger ledger, SuppressionList list, Database database, Clock clock) {
        this.register = register;
        this.ledger = ledger;
        this.list = list;
        this.database = database;
        this.clock = clock;
    }

    /** Takes note in a batch's transaction of the record types that are known and cannot be reached now. */
    static void note(Connection connection, View view, long entry) throws SQLException {
        SqlFragment missed =
                SqlFragment.of("UPDATE erasure_arrears SET after_entry = ? WHERE after_entry IS NULL", entry - 1);
        for (String record : view.usable().keySet()) {
            missed = missed.append(" AND record <> ?", record);
        }
        Sql.update(connection, missed);
    }

    /** Applies what the ledger has to the record types that have missed some of it, if the register has changed. */
    void pay() {
        View view = register.view();
        String digest = view.snapshot().digest();
        if (digest.equals(paid) || ledger.behind() || ledger.problem().isPresent()) {
            return;
        }
        Map<String, Long> owed = database.read(Arrears::owed);
        boolean all = true;
        for (RecordDeclaration record : view.usable().values()) {
            boolean known = owed.containsKey(record.id());
            Long after = known ? owed.get(record.id()) : Long.valueOf(0);
            if (record.subject() == DataSubject.CONTACT && after != null) {
                all &= pay(view, record, after, known);
            }
        }
        if (all) {
            paid = digest;
        }
    }

    private static Map<String, @Nullable Long> owed(Connection connection) throws SQLException {
        Map<String, @Nullable Long> owed = new HashMap<>();
        Sql.list(connection, SqlFragment.of("SELECT record, after_entry FROM erasure_arrears"), row -> {
            long after = row.getLong(2);
            owed.put(row.getString(1), row.wasNull() ? null : after);
            return row;
        });
        return owed;
    }

    private boolean pay(View view, RecordDeclaration record, long after, boolean known) {
        try {
            if (!known) {
                database.inNewTransaction(connection -> Sql.update(
                        connection,
                        SqlFragment.of(
                                "INSERT INTO erasure_arrears (record, after_entry) VALUES (?, ?)",
                                record.id(),
                                after)));
            }
            List<Batch> batches = ledger.batches(after);
            long rows = 0;
            if (!batches.isEmpty() && database.read(connection -> any(connection, record))) {
                for (Batch batch : batches) {
                    rows += database.inNewTransaction(connection -> apply(connection, view, record, batch));
                }
            }
            long changed = rows;
            long through = ledger.head();
            database.inNewTransaction(connection -> {
                if (changed > 0) {
                    ledger.paid(connection, record.id(), after, through, changed);
                    Traces.note(connection, Traces.tables(record), clock.instant());
                }
                return move(connection, record, null);
            });
            if (changed > 0) {
                LOG.info(
                        "{} was not there when people were erased: {} of its rows are treated now",
                        record.id(),
                        changed);
            }
            return true;
        } catch (RuntimeException e) {
            if (e instanceof StorageException storage && storage.transientConflict()) {
                LOG.info("Earlier erasures are applied to {} when nobody else works on it", record.id());
                return false;
            }
            if (e instanceof GallraException refused && refused.code() == GallraException.Code.UNAVAILABLE) {
                // the ledger itself says for how long and why: another node may be writing it
                LOG.info("Earlier erasures are applied to {} when the ledger can be read", record.id());
                return false;
            }
            LOG.error(
                    "Earlier erasures could not be applied to {}, it is tried again: {}",
                    record.id(),
                    e.getClass().getName());
            LOG.debug("Applying earlier erasures failed", e);
            return false;
        }
    }

    private static boolean any(Connection connection, RecordDeclaration record) throws SQLException {
        return !Sql.list(
                        connection,
                        SqlFragment.of("SELECT 1 FROM " + record.table() + " FETCH FIRST 1 ROWS ONLY"),
                        row -> row.getInt(1))
                .isEmpty();
    }

    /** Does one batch to one record type; the plan that its statements need is gone when the transaction is committed. */
    private long apply(Connection connection, View view, RecordDeclaration record, Batch batch) throws SQLException {
        Instant now = clock.instant();
        Again again = new Again(view, database.kind(), list);
        long key =
                PlanStore.create(connection, UUID.randomUUID(), batch.action(), "system", false, now, now.plus(LIFE));
        again.stage(connection, key, List.of(batch));
        PlanResults results = PlanResults.none();
        again.execute(connection, batch, again.source(key, batch), again.acts(batch, record), results);
        PlanStore.forget(connection, key);
        move(connection, record, batch.entry());
        return results.allRows()
                + results.unlinked().values().stream()
                        .mapToLong(Long::longValue)
                        .sum();
    }

    private static int move(Connection connection, RecordDeclaration record, @Nullable Long after) throws SQLException {
        return after == null
                ? Sql.update(
                        connection,
                        SqlFragment.of("UPDATE erasure_arrears SET after_entry = NULL WHERE record = ?", record.id()))
                : Sql.update(
                        connection,
                        SqlFragment.of(
                                "UPDATE erasure_arrears SET after_entry = ? WHERE record = ?", after, record.id()));
    }
}
