package org.gallra.tck;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.Caller;
import org.gallra.api.access.Role;
import org.gallra.api.erasure.ErasureAction;
import org.gallra.api.erasure.ErasureBlocker;
import org.gallra.api.erasure.ErasurePlan;
import org.gallra.api.persistence.Database.Kind;
import org.gallra.api.persistence.Rows;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.persistence.StorageException;
import org.gallra.api.selection.Arguments;
import org.gallra.api.selection.Parameter;
import org.gallra.api.selection.SelectionCriterion;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.opentest4j.AssertionFailedError;

/** Blockers, criteria, rights, and what a bundle does with an anonymized contact. */
final class ServiceChecks {

    private static final String ID = "[a-z][a-z0-9-]*(\\.[a-z][a-z0-9-]*)+";

    private final Bench bench;
    private final People people;
    private final Acts acts;

    ServiceChecks(Bench bench) {
        this.bench = bench;
        this.people = bench.people();
        this.acts = new Acts(bench);
    }

    void blockersStopAndExplain() {
        List<ErasureBlocker> blockers = bench.blockers();
        Assumptions.assumeFalse(blockers.isEmpty(), "the bundle offers no ErasureBlocker");
        Problems problems = new Problems();
        for (ErasureBlocker blocker : blockers) {
            id("The blocker", blocker.id(), problems);
            Person held = people.golden(null);
            Person free = people.golden(null);
            try {
                bench.contract().block(blocker, held.id, held.key, bench.core());
            } catch (UnsupportedOperationException e) {
                throw new AssertionFailedError("The kit cannot know when "
                        + blocker.getClass().getSimpleName() + " holds a contact: override block(blocker, contact, key,"
                        + " core)");
            } catch (Exception e) {
                throw new AssertionFailedError("block(...) of this test fails: " + e, e);
            }
            bench.local().offer(blocker, bench.subject().name());
            try {
                holds(blocker, held, free, problems);
            } finally {
                bench.local().withdraw(blocker);
            }
        }
        problems.end();
    }

    private void holds(ErasureBlocker blocker, Person held, Person free, Problems problems) {
        ErasurePlan plan = bench.anonymization().plan(List.of(held.id, free.id), null, Acts.ALL, null);
        Optional<ErasurePlan.Exclusion> exclusion = plan.excluded().stream()
                .filter(e -> e.blocker().equals(blocker.id()))
                .findFirst();
        if (!plan.gaps().isEmpty()) {
            problems.add(
                    "The blocker " + blocker.id() + " cannot be asked: "
                            + plan.gaps().get(0).text().en(),
                    "Return from contacts(...) a query with two columns, key and until, that runs on "
                            + bench.database().kind());
        } else if (exclusion.isEmpty() || plan.contacts() != 1) {
            problems.add(
                    "The blocker " + blocker.id() + " was to hold one of two contacts, and the plan covers "
                            + plan.contacts(),
                    "Return from contacts(...) the keys of the contacts that are held, and of no others");
        } else {
            Dump before = bench.dump();
            acts.executeAnonymization(plan);
            boolean touched = bench.dump().since(before, bench.schema()).stream()
                    .anyMatch(d -> held.rows.stream()
                            .anyMatch(r -> d.table().equals(r.record().table())
                                    && d.row().equals(Canonical.of(r.key()))));
            if (touched) {
                problems.add("A held contact was changed", "This is a defect of the core: report it");
            }
        }
    }

    void aBlockerThatFailsStopsTheAct() {
        Person golden = people.golden(null);
        ErasureBlocker broken = new Broken();
        bench.local().offer(broken, bench.subject().name());
        try {
            ErasurePlan plan = acts.planAnonymization(golden, Acts.ALL);
            Dump before = bench.dump();
            boolean refused = false;
            try {
                bench.anonymization().execute(plan.id(), plan.digest(), false);
            } catch (GallraException e) {
                refused = e.code() == GallraException.Code.CONFLICT;
            }
            boolean named = plan.gaps().stream()
                    .anyMatch(
                            g -> g.stops() && g.bundle().equals(bench.subject().name()));
            if (!refused
                    || !named
                    || !bench.dump().since(before, bench.schema()).isEmpty()) {
                throw new AssertionFailedError("An act goes on although a blocker of the bundle fails, or changes"
                        + " something, or does not name it. This is a defect of the core: report it.");
            }
        } finally {
            bench.local().withdraw(broken);
        }
    }

    /** A blocker that fails. */
    private static final class Broken implements ErasureBlocker {

        @Override
        public String id() {
            return "kit.broken";
        }

        @Override
        public Text reason() {
            return new Text("Trasigt med flit", "Broken on purpose");
        }

        @Override
        public Optional<SqlFragment> contacts(Kind kind, ErasureAction action, Instant now) {
            throw new IllegalStateException("broken, on purpose");
        }
    }

    void criteriaAnswer() {
        List<SelectionCriterion> criteria = bench.contract().criteria(bench.core());
        Assumptions.assumeFalse(criteria.isEmpty(), "the bundle offers no SelectionCriterion");
        Person golden = people.golden(people.company());
        Set<Long> known = Set.of(golden.key, people.golden(null).key);
        Problems problems = new Problems();
        Set<String> ids = new HashSet<>();
        for (SelectionCriterion criterion : criteria) {
            try {
                criterion(criterion, ids, known, problems);
            } catch (RuntimeException e) {
                problems.add(
                        criterion.getClass().getSimpleName() + " throws "
                                + e.getClass().getName() + " (" + e.getMessage() + ")",
                        "Answer every call, for any value that the parameters allow");
            }
        }
        problems.end();
    }

    private void criterion(SelectionCriterion criterion, Set<String> ids, Set<Long> known, Problems problems) {
        Arguments arguments = arguments(criterion);
        id("The criterion", criterion.id(), problems);
        if (!ids.add(criterion.id())) {
            problems.add("Two criteria have the id " + criterion.id(), "Give each its own");
        }
        // a text cannot be made without both languages
        Objects.requireNonNull(criterion.label());
        Objects.requireNonNull(criterion.words(arguments));
        for (Instant now : List.of(Instant.now(), Instant.now().minus(Duration.ofDays(400)))) {
            query(criterion, arguments, now, known, problems);
        }
    }

    private void query(
            SelectionCriterion criterion, Arguments arguments, Instant now, Set<Long> known, Problems problems) {
        Kind kind = bench.database().kind();
        try {
            Set<Long> all = keys(criterion.select(kind, arguments, now), criterion, problems);
            if (!known.containsAll(all)) {
                problems.add(
                        "The query of the criterion " + criterion.id()
                                + " returns something else than keys of contacts",
                        "Return one column with the keys of contacts that exist");
            }
            for (long one : known) {
                boolean named = all.contains(one);
                SqlFragment her = SqlFragment.of("SELECT c.id FROM contact c WHERE c.id = ?", one);
                if (keys(criterion.select(kind, arguments, now, one), criterion, problems)
                                        .contains(one)
                                != named
                        || keys(criterion.select(kind, arguments, now, her), criterion, problems)
                                        .contains(one)
                                != named) {
                    problems.add(
                            "The criterion " + criterion.id() + " names a contact when everybody is asked about and not"
                                    + " when she is, or the other way round",
                            "Let the overloads of select that take contacts say the same of them");
                }
            }
        } catch (StorageException e) {
            problems.add(
                    "The query of the criterion " + criterion.id() + " fails on " + kind + " with SQL state "
                            + e.sqlState(),
                    "Write it so that both databases take it, or by the given kind");
        }
    }

    private Set<Long> keys(SqlFragment query, SelectionCriterion criterion, Problems problems) {
        return bench.database().read(connection -> {
            try (var statement = connection.prepareStatement(query.sql())) {
                Rows.bind(statement, query.parameters());
                Set<Long> keys = new HashSet<>();
                try (var row = statement.executeQuery()) {
                    if (row.getMetaData().getColumnCount() != 1) {
                        problems.add(
                                "The query of the criterion " + criterion.id() + " has several columns",
                                "Return one column with the keys of contacts");
                    }
                    while (row.next()) {
                        keys.add(row.getLong(1));
                    }
                }
                return keys;
            }
        });
    }

    private static Arguments arguments(SelectionCriterion criterion) {
        Map<String, @Nullable String> values = new HashMap<>();
        for (Parameter parameter : criterion.parameters()) {
            String value = parameter.initial();
            values.put(
                    parameter.name(),
                    value != null
                            ? value
                            : switch (parameter.type()) {
                                case NUMBER -> Long.toString(parameter.min());
                                case TEXT -> "x";
                                case DAY -> "2026-01-01";
                                case CHOICE -> parameter.choices().get(0).value();
                            });
        }
        return Arguments.of(criterion.id(), criterion.parameters(), values);
    }

    private static void id(String what, String id, Problems problems) {
        if (!id.matches(ID)) {
            problems.add(
                    what + " has the id \"" + id + "\"",
                    "Write it as <owner>.<name> in lower case, such as acme.claims");
        }
    }

    void refusesAnonymized() {
        Person golden = people.golden(people.company());
        try {
            bench.contract().write(golden.id, bench.core());
        } catch (UnsupportedOperationException e) {
            Assumptions.abort("the kit does not know how the bundle writes: override write(contact, core)");
        } catch (Exception e) {
            throw new AssertionFailedError(
                    "write(contact, core) of this test fails for a contact that is not anonymized: " + e, e);
        }
        acts.anonymize(golden, Acts.ALL);
        ErasureChecks erasure = new ErasureChecks(bench);
        Person again = erasure.again(golden);
        Dump before = bench.dump();
        Problems problems = new Problems();
        for (Person person : List.of(again, golden)) {
            try {
                bench.contract().write(person.id, bench.core());
                problems.add(
                        "The bundle writes to a contact who is anonymized",
                        "Ask ContactDirectory.contactKeyForWriting (or linkForWriting, lockForWriting) for the key in the"
                                + " transaction that writes");
            } catch (GallraException e) {
                // refused, as it should be
            } catch (Exception e) {
                problems.add(
                        "The bundle fails with " + e.getClass().getName() + " for a contact who is anonymized",
                        "Let the GallraException of ContactDirectory out: it says what to do");
            }
        }
        bench.dump()
                .since(before, bench.schema())
                .forEach(d -> problems.add(
                        "The row " + d + " changed although the contact is anonymized",
                        "Ask for the key before anything is written, in the same transaction"));
        problems.end();
    }

    void refusesWithoutTheRight() {
        Person golden = people.golden(people.company());
        ErasurePlan anonymization = acts.planAnonymization(golden, Acts.ALL);
        ErasurePlan deletion = bench.deletion().planContacts(List.of(golden.id), null);
        Dump before = bench.dump();
        Caller reader = new Caller("reader", Role.READER, Set.of());
        Map<String, Runnable> calls = new java.util.LinkedHashMap<>();
        calls.put("extract", () -> bench.extract(golden.id));
        calls.put(
                "plan of an anonymization", () -> bench.anonymization().plan(List.of(golden.id), null, Acts.ALL, null));
        calls.put("list of what can be anonymized", () -> bench.anonymization().categories());
        calls.put(
                "anonymization", () -> bench.anonymization().execute(anonymization.id(), anonymization.digest(), true));
        calls.put("plan of a deletion", () -> bench.deletion().planContacts(List.of(golden.id), null));
        calls.put("deletion", () -> bench.deletion().execute(deletion.id(), deletion.digest(), true));
        Company company = Objects.requireNonNull(golden.company);
        calls.put("deletion of a company", () -> bench.deletion().planCompany(company.id(), null));
        Problems problems = new Problems();
        calls.forEach((name, call) -> bench.callers().callAs(reader, () -> {
            if (!forbidden(call)) {
                problems.add("Without the right there is an " + name, "This is a defect of the core: report it");
            }
            return name;
        }));
        if (!bench.dump().since(before, bench.schema()).isEmpty()) {
            problems.add("Without the right something was changed", "This is a defect of the core: report it");
        }
        problems.end();
    }

    private static boolean forbidden(Runnable call) {
        try {
            call.run();
            return false;
        } catch (GallraException e) {
            return e.code() == GallraException.Code.FORBIDDEN;
        }
    }
}
