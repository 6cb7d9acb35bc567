package org.gallra.register;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.erasure.ErasureAction;
import org.gallra.api.erasure.ErasurePlan.ContributorState;
import org.gallra.api.erasure.ErasurePlan.Exclusion;
import org.gallra.api.erasure.ErasurePlan.Gap;
import org.gallra.api.erasure.ErasurePlan.RecordPlan;
import org.gallra.api.erasure.ErasurePlan.RowAction;
import org.gallra.api.erasure.ErasurePlan.StatisticPlan;
import org.gallra.api.erasure.ErasurePlan.StorePlan;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.personaldata.Contributor;
import org.gallra.api.personaldata.FieldDeclaration;
import org.gallra.api.personaldata.LinkDeclaration;
import org.gallra.api.personaldata.QuasiIdentifier;
import org.gallra.api.personaldata.RecordDeclaration;
import org.gallra.api.personaldata.RegisterSnapshot;
import org.gallra.api.personaldata.Strategy;
import org.jspecify.annotations.Nullable;

/** Counts a whole plan, says what differs between two counts, and stages the people. */
final class Planner {

    /** From so many on the database is told how many people there are. */
    private static final int MANY = 1_000;

    private Planner() {}

    /** Resolves what was asked for to field ids and adds what always goes. */
    static Set<String> fields(View view, Set<String> asked) {
        Set<String> chosen = new TreeSet<>();
        boolean all = asked.contains("*");
        List<GallraException.Violation> wrong = new ArrayList<>();
        Set<String> known = new TreeSet<>(Set.of("*"));
        for (RecordDeclaration record : view.usable().values()) {
            known.add(record.id());
            for (QuasiIdentifier quasi : record.quasi()) {
                if (quasi.offers()) {
                    known.add(quasi.id());
                    if (asked.contains(quasi.id())) {
                        chosen.add(quasi.id());
                    }
                }
            }
            for (FieldDeclaration field : record.fields()) {
                known.add(field.id());
                boolean kept = field.strategy() == Strategy.KEEP;
                if (kept && asked.contains(field.id()) && !chosen.contains(field.id())) {
                    wrong.add(new GallraException.Violation(
                            "fields",
                            new Text(
                                    "Fältet " + field.id() + " behålls och kan inte väljas.",
                                    "The field " + field.id() + " is kept and cannot be chosen.")));
                }
                if (!kept && (all || field.mandatory() || asked.contains(record.id()) || asked.contains(field.id()))) {
                    chosen.add(field.id());
                }
            }
        }
        for (Declared.Store store : view.stores().values()) {
            known.add(store.id());
            if (all || store.declaration().mandatory() || asked.contains(store.id())) {
                chosen.add(store.id());
            }
        }
        asked.stream().filter(a -> !known.contains(a)).sorted().limit(20).forEach(a -> {
            String shown = a.length() > 100 ? a.substring(0, 100) : a;
            shown = shown.replaceAll("[^\\p{L}\\p{N}._-]", "?");
            wrong.add(new GallraException.Violation(
                    "fields",
                    new Text(
                            "Det finns inget fält, ingen posttyp och ingen lagring " + shown
                                    + ". Se /api/v1/personal-data.",
                            "There is no field, record type or store " + shown + ". See /api/v1/personal-data.")));
        });
        if (!wrong.isEmpty()) {
            throw GallraException.invalid(wrong);
        }
        return chosen;
    }

    /**
     * Returns the fields of a plan with other measures against singling out: of those that are declared as such exactly the ones
     * that are named, and fields with a strategy of their own beside those that were chosen.
     */
    static Set<String> measured(View view, Set<String> fields, Set<String> measures) {
        Set<String> quasi = new TreeSet<>();
        Set<String> own = new TreeSet<>();
        for (RecordDeclaration record : view.usable().values()) {
            record.quasi().stream()
                    .filter(QuasiIdentifier::offers)
                    .map(QuasiIdentifier::id)
                    .forEach(quasi::add);
            record.fields().stream()
                    .filter(f -> f.strategy() != Strategy.KEEP)
                    .map(FieldDeclaration::id)
                    .forEach(own::add);
        }
        if (measures.stream().anyMatch(m -> !quasi.contains(m) && !own.contains(m))) {
            throw GallraException.invalid(
                    "measures",
                    new Text(
                            "En av åtgärderna finns inte. Hämta listan igen.",
                            "One of the measures does not exist. Get the list again."));
        }
        Set<String> measured = new TreeSet<>(known(view, fields));
        measured.removeAll(quasi);
        measured.addAll(measures);
        return measured;
    }

    /** Returns those of a plan's fields and stores that are still declared. */
    static Set<String> known(View view, Set<String> fields) {
        Set<String> known = new TreeSet<>();
        view.usable().values().forEach(record -> record.fields().stream()
                .filter(f -> f.strategy() != Strategy.KEEP)
                .map(FieldDeclaration::id)
                .forEach(known::add));
        view.usable().values().stream()
                .flatMap(record -> record.quasi().stream())
                .filter(QuasiIdentifier::offers)
                .map(QuasiIdentifier::id)
                .forEach(known::add);
        view.stores().values().forEach(store -> known.add(store.id()));
        known.retainAll(fields);
        return known;
    }

    /** Returns who was left out before and who is left out now, by blocker. */
    static List<Exclusion> merged(List<Exclusion> before, List<Exclusion> now) {
        Map<String, Exclusion> merged = new LinkedHashMap<>();
        before.forEach(e -> merged.put(e.blocker(), e));
        now.forEach(e -> merged.merge(e.blocker(), e, Planner::both));
        return List.copyOf(merged.values());
    }

    private static Exclusion both(Exclusion one, Exclusion other) {
        Instant first = one.until();
        Instant second = other.until();
        Instant until = first == null || second == null ? null : first.isAfter(second) ? first : second;
        return new Exclusion(
                other.blocker(),
                other.bundle(),
                other.reason(),
                one.contacts() + other.contacts(),
                one.companies() + other.companies(),
                until);
    }

    /** Stages people or companies by key; returns how many. */
    static long stage(Connection connection, long plan, char kind, Collection<Long> keys) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO erasure_subject (plan, kind, subject) VALUES (?, ?, ?)")) {
            for (long key : keys) {
                insert.setLong(1, plan);
                insert.setString(2, String.valueOf(kind));
                insert.setLong(3, key);
                insert.addBatch();
            }
            insert.executeBatch();
        }
        return keys.size();
    }

    /**
     * Stages the contacts whose keys a query finds; returns how many. PostgreSQL looks for them on all its cores, but not while it writes: so
     * they are found first, eight bytes for each.
     */
    static long stage(Connection connection, Database.Kind kind, long plan, SqlFragment select) throws SQLException {
        String insert = "INSERT INTO erasure_subject (plan, kind, subject) SELECT " + plan + ", 'C', f.k FROM ";
        if (kind == Database.Kind.DERBY) {
            return Sql.update(
                    connection, SqlFragment.of(insert + "(").append(select).append(") f (k)"));
        }
        Array found = Sql.list(
                        connection,
                        SqlFragment.of("SELECT COALESCE(array_agg(f.k ORDER BY f.k), '{}') FROM (")
                                .append(select)
                                .append(") f (k)"),
                        row -> row.getArray(1))
                .get(0);
        try {
            return Sql.update(connection, SqlFragment.of(insert + "unnest(?) f (k)", found));
        } finally {
            found.free();
        }
    }

    /**
     * Lets PostgreSQL hash and sort as many people as a large rule hits in memory, and not wait for the disk at the end: whatever
     * is ordered of a plan is written behind it, and so makes it last.
     */
    static void widen(Connection connection, Database.Kind kind) throws SQLException {
        if (kind == Database.Kind.POSTGRESQL) {
            Sql.list(
                    connection,
                    SqlFragment.of(
                            "SELECT set_config('work_mem', '32MB', true), set_config('synchronous_commit', 'off', true)"),
                    row -> true);
        }
    }

    /**
     * Tells PostgreSQL how many people were staged: what it has counted before says nothing of them, and it would look up each of
     * them by itself where one pass over a table is quicker. Derby knows it from its indexes.
     */
    static void analyze(Connection connection, Database.Kind kind, long staged) throws SQLException {
        if (kind == Database.Kind.POSTGRESQL && staged > MANY) {
            Sql.update(connection, SqlFragment.of("ANALYZE erasure_subject"));
        }
    }

    /** Returns the lowest keys of a plan's contacts, ascending. */
    static List<Long> first(Connection connection, long plan, int limit) throws SQLException {
        return Sql.list(
                connection,
                SqlFragment.of(
                        "SELECT subject FROM erasure_subject WHERE plan = ? AND kind = 'C' ORDER BY subject FETCH FIRST "
                                + limit + " ROWS ONLY",
                        plan),
                row -> row.getLong(1));
    }

    static void unstageContacts(Connection connection, long plan) throws SQLException {
        Sql.update(connection, SqlFragment.of("DELETE FROM erasure_subject WHERE plan = ? AND kind = 'C'", plan));
    }

    /** Stages the contacts of the staged companies; returns how many. */
    static long stageContactsOfCompanies(Connection connection, View view, Database.Kind kind, long plan)
            throws SQLException {
        RecordDeclaration contacts = view.contacts();
        long staged = 0;
        for (LinkDeclaration link : Removal.links(contacts, LinkDeclaration.Kind.COMPANY)) {
            staged += Sql.update(
                    connection,
                    SqlFragment.of("INSERT INTO erasure_subject (plan, kind, subject) SELECT " + plan + ", 'C', r."
                            + contacts.key() + " FROM " + Reach.fixed(kind) + "erasure_subject s, " + contacts.table()
                            + " r WHERE s.plan = " + plan + " AND s.kind = 'O' AND r." + link.column()
                            + " = s.subject"));
        }
        return staged;
    }

    /** Counts every record type; the order is that of the plan: by bundle and id. */
    static PlanBody count(
            Connection connection,
            View view,
            Database.Kind kind,
            ErasureAction action,
            long plan,
            Set<String> fields,
            boolean companies,
            long unknown,
            @Nullable String reason,
            StoreCount stores,
            Blockers.Answer held)
            throws SQLException {
        Counter counter = new Counter(view, kind, action, plan, companies);
        List<Act> acts = Act.of(view, kind, action, fields, companies);
        List<Counter.Counted> counts = counter.count(connection, acts);
        return body(connection, view, action, plan, fields, acts, counts, unknown, reason, stores, held);
    }

    /** Makes a body of what was counted for each act. */
    static PlanBody body(
            Connection connection,
            View view,
            ErasureAction action,
            long plan,
            Set<String> fields,
            List<Act> acts,
            List<Counter.Counted> counts,
            long unknown,
            @Nullable String reason,
            StoreCount stores,
            Blockers.Answer held)
            throws SQLException {
        List<RecordPlan> records = new ArrayList<>();
        Map<String, String> prints = new TreeMap<>();
        List<StatisticPlan> statistics = new ArrayList<>();
        for (int i = 0; i < acts.size(); i++) {
            Act act = acts.get(i);
            Counter.Counted counted = counts.get(i);
            records.add(counted.plan());
            prints.put(act.record().id(), counted.fingerprint());
            statistics.addAll(statistics(act, counted.plan()));
        }
        statistics.sort(Comparator.comparing(StatisticPlan::statistic));
        records.sort(Comparator.comparing(RecordPlan::bundle).thenComparing(RecordPlan::record));
        List<ContributorState> contributors = states(view.snapshot());
        Subjects subjects = subjects(connection, plan);
        List<Gap> gaps = new ArrayList<>(held.gaps());
        gaps.addAll(stores.gaps());
        return new PlanBody(
                action == ErasureAction.ANONYMIZE ? fields : new TreeSet<>(),
                reason,
                view.snapshot().digest(),
                subjects.contacts(),
                subjects.companies(),
                unknown,
                records,
                stores.plans(),
                statistics,
                held.exclusions(),
                gaps,
                prints,
                contributors,
                gaps.isEmpty()
                        && contributors.stream()
                                .noneMatch(c -> c.accounting() == Contributor.Accounting.NOT_ACCOUNTED_FOR));
    }

    /** Returns what an act does to the statistics of its record. */
    static List<StatisticPlan> statistics(Act act, RecordPlan counted) {
        return act.record().statistics().stream()
                .map(s -> new StatisticPlan(
                        s.id(),
                        s.label(),
                        act.record().id(),
                        act.basis(s),
                        counted.related(),
                        act.action() == RowAction.DELETE ? counted.rows() : 0))
                .toList();
    }

    /** Returns the keys of the staged people, ascending. */
    static List<Long> staged(Connection connection, long plan, char kind) throws SQLException {
        return Sql.list(
                connection,
                SqlFragment.of(
                        "SELECT subject FROM erasure_subject WHERE plan = ? AND kind = ? ORDER BY subject",
                        plan,
                        String.valueOf(kind)),
                row -> row.getLong(1));
    }

    /**
     * How many are staged.
     *
     * @param contacts people
     * @param companies companies
     */
    record Subjects(long contacts, long companies) {}

    static Subjects subjects(Connection connection, long plan) throws SQLException {
        Map<String, Long> counts = new TreeMap<>();
        Sql.list(
                        connection,
                        SqlFragment.of("SELECT kind, COUNT(*) FROM erasure_subject WHERE plan = ? GROUP BY kind", plan),
                        row -> Map.entry(row.getString(1), row.getLong(2)))
                .forEach(count -> counts.put(count.getKey(), count.getValue()));
        return new Subjects(counts.getOrDefault("C", 0L), counts.getOrDefault("O", 0L));
    }

    static String digest(ErasureAction action, PlanBody body, long key) {
        String text = action + "|" + key + "|" + body.fields() + "|" + body.reason() + "|" + body.register() + "|"
                + body.contacts() + "|" + body.companies() + "|" + body.unknown() + "|" + body.fingerprints() + "|"
                + body.stores().stream().map(s -> s.store() + ":" + s.items()).toList() + "|"
                + body.excluded().stream()
                        .map(e -> e.blocker() + ":" + e.contacts() + ":" + e.companies())
                        .toList()
                + "|" + body.gaps();
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Says in words what is different now; empty if nothing is. */
    static List<Text> differences(PlanBody before, PlanBody now) {
        List<Text> differences = new ArrayList<>(bundles(before, now));
        for (RecordPlan record : now.records()) {
            RecordPlan old = before.records().stream()
                    .filter(r -> r.record().equals(record.record()))
                    .findFirst()
                    .orElse(null);
            if (old == null || asItIs(record)) {
                continue;
            }
            if (old.related() != record.related()) {
                differences.add(new Text(
                        record.label().sv() + ": " + old.related() + " i förhandsgranskningen, " + record.related()
                                + " nu",
                        record.label().en() + ": " + old.related() + " in the preview, " + record.related() + " now"));
            } else if (!Objects.equals(
                    before.fingerprints().get(record.record()),
                    now.fingerprints().get(record.record()))) {
                differences.add(new Text(
                        record.label().sv() + ": uppgifter har ändrats",
                        record.label().en() + ": values have changed"));
            }
        }
        for (StorePlan store : now.stores()) {
            before.stores().stream()
                    .filter(s -> s.store().equals(store.store()))
                    .filter(s -> !Objects.equals(s.items(), store.items()))
                    .forEach(s -> differences.add(new Text(
                            store.label().sv() + ": " + shown(s.items(), "okänt antal") + " i förhandsgranskningen, "
                                    + shown(store.items(), "okänt antal") + " nu",
                            store.label().en() + ": " + shown(s.items(), "an unknown number") + " in the preview, "
                                    + shown(store.items(), "an unknown number") + " now")));
        }
        return differences;
    }

    /** Whether an anonymization leaves such rows as they are whatever is chosen, such as the note that an extract was made. */
    private static boolean asItIs(RecordPlan record) {
        return !record.fields().isEmpty() && record.fields().stream().allMatch(f -> f.strategy() == Strategy.KEEP);
    }

    private static String shown(@Nullable Long number, String unknown) {
        return number == null ? unknown : number.toString();
    }

    /** Says in words which bundles came, went or changed. */
    static List<Text> bundles(PlanBody before, PlanBody now) {
        List<Text> differences = new ArrayList<>();
        if (before.register().equals(now.register())) {
            return differences;
        }
        for (ContributorState state : now.contributors()) {
            ContributorState old = find(before, state.bundle());
            if (old == null) {
                differences.add(new Text(
                        "Tillägget " + state.bundle() + " har tillkommit",
                        "The bundle " + state.bundle() + " has come"));
            } else if (!old.equals(state)) {
                differences.add(new Text(
                        "Tillägget " + state.bundle() + " har ändrats (" + state.presence() + ", " + state.version()
                                + ")",
                        "The bundle " + state.bundle() + " has changed (" + state.presence() + ", " + state.version()
                                + ")"));
            }
        }
        before.contributors().stream()
                .filter(c -> find(now, c.bundle()) == null)
                .forEach(c -> differences.add(
                        new Text("Tillägget " + c.bundle() + " är borta", "The bundle " + c.bundle() + " is gone")));
        if (differences.isEmpty()) {
            differences.add(new Text("En deklaration har ändrats", "A declaration has changed"));
        }
        return differences;
    }

    private static @Nullable ContributorState find(PlanBody body, String bundle) {
        return body.contributors().stream()
                .filter(c -> c.bundle().equals(bundle))
                .findFirst()
                .orElse(null);
    }

    static List<ContributorState> states(RegisterSnapshot snapshot) {
        return snapshot.contributors().stream()
                .map(c -> new ContributorState(c.bundle(), c.version(), c.name(), c.accounting(), c.presence()))
                .toList();
    }
}
