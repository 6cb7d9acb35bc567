package org.gallra.register;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.gallra.api.erasure.ErasureAction;
import org.gallra.api.ledger.ErasureLedger;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.personaldata.RecordDeclaration;
import org.gallra.api.suppression.SuppressionList;

/** Erases the next people of one plan, in the caller's transaction over all bundles' tables. */
final class Batches {

    private final Surroundings around;
    private final Books books;
    private final Unchanged unchanged;
    private final long key;
    private final int size;

    Batches(Surroundings around, Books books, Unchanged unchanged, long key) {
        this.around = around;
        this.books = books;
        this.unchanged = unchanged;
        this.key = key;
        this.size = around.batch().getAsInt();
    }

    /** The statement of one bundle failed. */
    static final class ActFailed extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient RecordDeclaration record;
        private final String sqlState;

        ActFailed(RecordDeclaration record, SQLException cause) {
            // neither message nor cause: a driver's text may hold values
            super("Erasing rows of " + record.id() + " failed");
            this.record = record;
            SQLException deepest = cause;
            while (deepest.getNextException() != null) {
                deepest = deepest.getNextException();
            }
            this.sqlState = deepest.getSQLState() == null ? "?????" : deepest.getSQLState();
        }

        RecordDeclaration record() {
            return record;
        }

        String sqlState() {
            return sqlState;
        }

        /** Tells whether the database gave way to somebody else: the same batch may succeed now. */
        boolean transientConflict() {
            return sqlState.startsWith("40");
        }
    }

    /** Erases the next people of a locked plan and writes the journal; returns whether they were the last. */
    boolean next(Connection connection, StoredPlan plan, Unchanged.Before before, Intent intent) throws SQLException {
        View view = around.view();
        boolean companies = plan.body().companies() > 0;
        List<Long> contacts = people(connection, plan);
        lock(connection, view, contacts);
        boolean last = contacts.size() < size || plan.batchesDone() + 1 >= plan.batches();
        unchanged.verify(connection, plan, view, before);
        books.probes().remember(connection, view, plan);
        long through = contacts.isEmpty() ? plan.doneThrough() : contacts.get(contacts.size() - 1);
        Reach.Source source = Reach.Source.all(key, companies).batch(plan.doneThrough(), through, last);
        SuppressionList.Addition recognized = books.list()
                .prepare(
                        Recognized.of(
                                connection,
                                view,
                                around.kind(),
                                source,
                                view.usable().values()),
                        LocalDate.ofInstant(around.now(), ZoneOffset.UTC));
        PlanResults results = plan.results();
        act(connection, view, plan, source, contacts, results);
        for (String store : StoreCount.acting(plan.body().stores())) {
            Debts.owe(connection, key, store, source);
        }
        recognized.write(connection);
        long entry = intent.write(connection, entry(connection, plan, contacts, source.withCompanies()));
        results.ledger().add(entry);
        Arrears.note(connection, view, entry);
        PlanStore.journal(connection, key, through, results, around.now().plus(Leases.LIFE));
        return last;
    }

    private void act(
            Connection connection,
            View view,
            StoredPlan plan,
            Reach.Source source,
            List<Long> contacts,
            PlanResults results)
            throws SQLException {
        ErasureAction action = plan.action();
        Set<String> fields = plan.body().fields();
        Executor executor = new Executor(view, around.kind(), action, source, contacts, around.now());
        for (Act act : Act.of(view, around.kind(), action, fields, source.companies())) {
            try {
                results.add(act.record().id(), executor.execute(connection, act));
            } catch (SQLException e) {
                throw new ActFailed(act.record(), e);
            }
        }
    }

    private List<Long> people(Connection connection, StoredPlan plan) throws SQLException {
        return Sql.list(
                connection,
                SqlFragment.of(
                        "SELECT subject FROM erasure_subject WHERE plan = ? AND kind = 'C' AND subject > ? ORDER BY subject"
                                + " FETCH FIRST " + size + " ROWS ONLY",
                        key,
                        plan.doneThrough()),
                row -> row.getLong(1));
    }

    /** Keeps everybody from adding something to these people until the batch is done. */
    private void lock(Connection connection, View view, List<Long> contacts) throws SQLException {
        RecordDeclaration people = view.contacts();
        String select = "SELECT " + people.key() + " FROM " + people.table() + " WHERE " + people.key();
        if (contacts.isEmpty()) {
            return;
        }
        if (around.kind() == Database.Kind.POSTGRESQL) {
            var keys = connection.createArrayOf("bigint", contacts.toArray());
            Sql.list(
                    connection,
                    SqlFragment.of(select + " = ANY (?) ORDER BY " + people.key() + " FOR UPDATE", keys),
                    row -> row.getLong(1));
            keys.free();
            return;
        }
        try (var statement = connection.prepareStatement(select + " = ? FOR UPDATE WITH RS")) {
            for (long contact : contacts) {
                statement.setLong(1, contact);
                try (var row = statement.executeQuery()) {
                    row.next();
                }
            }
        }
    }

    /** Says for the ledger whom the batch is about. */
    private ErasureLedger.Batch entry(
            Connection connection, StoredPlan plan, List<Long> contacts, boolean withCompanies) throws SQLException {
        return new ErasureLedger.Batch(
                0,
                around.now(),
                plan.id(),
                plan.action(),
                plan.digest(),
                plan.batchesDone() + 1,
                plan.body().fields(),
                plan.body().companies() > 0,
                contacts,
                withCompanies ? new Staging(connection, around.kind(), key).companies() : List.of());
    }
}
