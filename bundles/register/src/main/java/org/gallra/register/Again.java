package org.gallra.register;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.gallra.api.erasure.ErasureAction;
import org.gallra.api.ledger.ErasureLedger.Batch;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.personaldata.FieldDeclaration;
import org.gallra.api.personaldata.LinkDeclaration;
import org.gallra.api.personaldata.RecordDeclaration;
import org.gallra.api.personaldata.Strategy;
import org.gallra.api.suppression.Identifier;
import org.gallra.api.suppression.SuppressionList;

/**
 * Does batches of the ledger again, by the acts of the engine.
 *
 * <p>A key says who it was only as long as it is given once. A database that was restored from an older copy gives keys again
 * that were given in the time that was lost, so whoever was entered after a batch was written is not meant by it.
 */
final class Again {

    private static final String CREATED = "created_at";

    private final View view;
    private final Database.Kind kind;
    private final SuppressionList list;

    Again(View view, Database.Kind kind, SuppressionList list) {
        this.view = view;
        this.kind = kind;
        this.list = list;
    }

    /** Stages the people of batches of one plan, but those who were entered later. */
    void stage(Connection connection, long plan, List<Batch> batches) throws SQLException {
        Set<Long> contacts = new TreeSet<>();
        Set<Long> companies = new TreeSet<>();
        batches.forEach(b -> {
            contacts.addAll(b.contacts());
            companies.addAll(b.companies());
        });
        Staging staging = new Staging(connection, kind, plan);
        staging.addContacts(contacts);
        staging.addCompanies(companies);
        Instant first = batches.get(0).time();
        leaveOut(connection, plan, 'C', view.contacts(), first);
        RecordDeclaration firms = view.usable().get(View.COMPANIES);
        if (firms != null) {
            leaveOut(connection, plan, 'O', firms, first);
        }
    }

    private void leaveOut(Connection connection, long plan, char subject, RecordDeclaration record, Instant written)
            throws SQLException {
        if (view.tables().columns(record.table()).containsKey(CREATED)) {
            Sql.update(
                    connection,
                    SqlFragment.of(
                            "DELETE FROM erasure_subject WHERE plan = ? AND kind = ? AND subject IN (SELECT r."
                                    + record.key() + " FROM " + record.table() + " r WHERE r." + CREATED + " > ?)",
                            plan,
                            String.valueOf(subject),
                            written));
        }
    }

    /** Returns who of the batch is staged. */
    Reach.Source source(long plan, Batch batch) {
        long from = batch.contacts().isEmpty() ? 0 : batch.contacts().get(0) - 1;
        long through = batch.contacts().isEmpty()
                ? 0
                : batch.contacts().get(batch.contacts().size() - 1);
        return Reach.Source.all(plan, batch.withCompanies())
                .batch(from, through, !batch.companies().isEmpty());
    }

    /** Returns the acts of the batch: with its fields, and with those that always go by now. */
    List<Act> acts(Batch batch) {
        return Act.of(view, kind, batch.action(), fields(batch), batch.withCompanies());
    }

    /**
     * Returns what the batch does to a record type that was not there: nobody could choose among its fields, so all go that
     * are not kept on a ground.
     */
    List<Act> acts(Batch batch, RecordDeclaration record) {
        Set<String> fields = fields(batch);
        boolean chosen = record.fields().stream().anyMatch(f -> batch.fields().contains(f.id()));
        if (batch.action() == ErasureAction.ANONYMIZE && !chosen) {
            record.fields().stream()
                    .filter(f -> f.strategy() != Strategy.KEEP)
                    .map(FieldDeclaration::id)
                    .forEach(fields::add);
        }
        return Act.of(view, kind, batch.action(), fields, batch.withCompanies()).stream()
                .filter(a -> a.record().id().equals(record.id()))
                .toList();
    }

    /** Returns the fields that the batch anonymizes, with those that always go by now. */
    Set<String> fields(Batch batch) {
        Set<String> fields = new TreeSet<>(batch.fields());
        if (batch.action() == ErasureAction.ANONYMIZE) {
            view.usable().values().stream()
                    .flatMap(r -> r.fields().stream())
                    .filter(f -> f.mandatory() && f.strategy() != Strategy.KEEP)
                    .map(FieldDeclaration::id)
                    .forEach(fields::add);
        }
        return fields;
    }

    /** Users wait for this, so a list that is not in order holds up nothing; health says that it misses people. */
    private void add(Connection connection, Batch batch, Reach.Source source, List<Act> acts) throws SQLException {
        if (list.problem().isEmpty()) {
            List<Identifier> recognized = Recognized.of(
                    connection,
                    view,
                    kind,
                    source,
                    acts.stream().map(Act::record).toList());
            list.prepare(recognized, LocalDate.ofInstant(batch.time(), ZoneOffset.UTC))
                    .write(connection);
        }
    }

    /** In an older copy a company may still have people who had left it before it was deleted: they stay, without it. */
    private void letGo(Connection connection, long plan) throws SQLException {
        RecordDeclaration people = view.contacts();
        for (LinkDeclaration link : Removal.links(people, LinkDeclaration.Kind.COMPANY)) {
            List<Long> others = Sql.list(
                    connection,
                    SqlFragment.of(
                            "SELECT r." + people.key() + " FROM " + Reach.fixed(kind) + "erasure_subject s, "
                                    + people.table() + " r WHERE s.plan = ? AND s.kind = 'O' AND r." + link.column()
                                    + " = s.subject AND NOT EXISTS (SELECT 1 FROM erasure_subject p WHERE p.plan = ?"
                                    + " AND p.kind = 'C' AND p.subject = r." + people.key() + ")",
                            plan,
                            plan),
                    row -> row.getLong(1));
            for (long other : others) {
                Sql.update(
                        connection,
                        SqlFragment.of(
                                "UPDATE " + people.table() + " SET " + link.column() + " = NULL WHERE " + people.key()
                                        + " = ?",
                                other));
            }
        }
    }

    /** Executes acts of a batch in the transaction of the connection. */
    void execute(Connection connection, Batch batch, Reach.Source source, List<Act> acts, PlanResults results)
            throws SQLException {
        List<Long> contacts = Sql.list(
                connection,
                SqlFragment.of(
                        "SELECT subject FROM erasure_subject WHERE plan = ? AND kind = 'C' AND subject > ? AND subject <= ?"
                                + " ORDER BY subject",
                        source.plan(),
                        source.from(),
                        source.through()),
                row -> row.getLong(1));
        add(connection, batch, source, acts);
        if (source.withCompanies()) {
            letGo(connection, source.plan());
        }
        Executor executor = new Executor(view, kind, batch.action(), source, contacts, batch.time());
        for (Act act : acts) {
            results.add(act.record().id(), executor.execute(connection, act));
        }
    }
}
