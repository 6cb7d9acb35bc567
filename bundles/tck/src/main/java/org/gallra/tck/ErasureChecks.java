package org.gallra.tck;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.gallra.api.GallraException;
import org.gallra.api.erasure.ErasurePlan;
import org.gallra.api.erasure.ErasurePlan.RecordPlan;
import org.gallra.api.erasure.ErasureReceipt;
import org.gallra.api.extract.RegisterExtract;
import org.gallra.api.personaldata.FieldDeclaration;
import org.gallra.api.personaldata.LinkDeclaration;
import org.gallra.api.personaldata.RecordDeclaration;
import org.gallra.api.personaldata.Strategy;
import org.junit.jupiter.api.Assumptions;

/** What an anonymization and a deletion take, and what they leave. */
final class ErasureChecks {

    private static final String COMPANIES = "contact.company";

    private final Bench bench;
    private final People people;
    private final Acts acts;

    ErasureChecks(Bench bench) {
        this.bench = bench;
        this.people = bench.people();
        this.acts = new Acts(bench);
    }

    void leavesNoValue() {
        assumeReached();
        Person anonymized = people.golden(people.company());
        Person deleted = people.golden(null);
        acts.anonymize(anonymized, Acts.ALL);
        acts.delete(deleted);
        Problems problems = new Problems();
        rows(anonymized, deleted, problems);
        Dump dump = bench.dump();
        anonymized.rows.forEach(row -> row.marks().forEach(mark -> left(dump, mark, mark.goes(), problems)));
        deleted.rows.forEach(row -> row.marks()
                .forEach(mark ->
                        left(dump, mark, mark.goes() || !dump.holds(row.record().table(), row.key()), problems)));
        problems.end();
    }

    /** Notes what is left in the rows of a person who was anonymized and of one who was deleted. */
    void rows(Person anonymized, Person deleted, Problems problems) {
        Dump dump = bench.dump();
        for (Row row : anonymized.rows) {
            for (Mark mark : row.marks()) {
                if (mark.goes() && mark.value().equals(cell(dump, row, mark.field()))) {
                    problems.add(
                            "An anonymization of everything leaves the value of "
                                    + mark.field().id() + " as it was",
                            "Its strategy " + mark.field().strategy() + " does not remove it: choose another one");
                }
            }
        }
        for (Row row : deleted.rows) {
            boolean gone = !dump.holds(row.record().table(), row.key());
            if (!gone && !staysWithCompany(row.record()) && !staysOnGround(row.record())) {
                problems.add(
                        "A row of " + row.record().id() + " is still there after its person was deleted",
                        "Name every way from " + row.record().table() + " to its person in @PersonalRecord");
            }
        }
    }

    private void left(Dump dump, Mark mark, boolean gone, Problems problems) {
        String search = mark.search();
        if (search != null && gone) {
            Set<String> places = dump.places(List.of(search), bench.schema());
            if (!places.isEmpty()) {
                problems.add(
                        "The value of " + mark.field().id() + " still stands in " + places
                                + " after the person was forgotten",
                        "Do not copy it there, or declare that table with @PersonalRecord so that the core reaches it");
            }
        }
    }

    void keepsWhatWasNotChosen() {
        assumeReached();
        Person golden = people.golden(people.company());
        Dump before = bench.dump();
        acts.anonymize(golden, Acts.MANDATORY);
        Dump after = bench.dump();
        Problems problems = new Problems();
        for (Row row : golden.rows) {
            boolean rowGoes =
                    row.record().fields().stream().anyMatch(f -> f.mandatory() && f.strategy() == Strategy.DELETE_ROW);
            for (Mark mark : row.marks()) {
                String then = cell(before, row, mark.field());
                String now = cell(after, row, mark.field());
                if (mark.field().mandatory() && mark.value().equals(now)) {
                    problems.add(
                            "The field " + mark.field().id()
                                    + " is mandatory, and an anonymization of the mandatory fields"
                                    + " leaves its value",
                            "Choose a strategy that removes it, or write mandatory = false");
                } else if (!mark.field().mandatory() && !rowGoes && !Objects.equals(then, now)) {
                    problems.add(
                            "The field " + mark.field().id() + " was not chosen, and its value changed all the same",
                            "Do not change it when another column of "
                                    + row.record().table() + " changes (a trigger?), or write mandatory = true");
                }
            }
        }
        after.since(before, bench.schema()).stream()
                .filter(d -> golden.rows.stream().noneMatch(r -> is(d, r)) && !is(d, golden.card))
                .forEach(d -> problems.add(
                        "An anonymization of the mandatory fields changes the undeclared row " + d,
                        "Declare what changes with the person's rows, or do not change it"));
        problems.end();
    }

    void leavesOthersAlone() {
        assumeReached();
        Company company = people.company();
        Person anonymized = people.golden(company);
        Person deleted = people.golden(company);
        Person other = people.golden(company);
        List<Row> shared = new ArrayList<>(people.share(anonymized, other));
        shared.addAll(people.share(deleted, other));
        Problems problems = new Problems();
        List<String> told = told(other);
        Dump before = bench.dump();
        acts.anonymize(anonymized, Acts.ALL);
        Dump between = bench.dump();
        untouched(between.since(before, bench.schema()), anonymized, problems);
        acts.delete(deleted);
        Dump after = bench.dump();
        untouched(after.since(between, bench.schema()), deleted, problems);
        for (Row row : shared) {
            if (!after.holds(row.record().table(), row.key()) && !goesWithAny(row.record())) {
                problems.add(
                        "A row of " + row.record().id()
                                + " that two people share is gone after one of them was deleted",
                        "Let the core remove the link only: no ON DELETE CASCADE from contacts to shared rows");
            }
        }
        if (!told(other).equals(told)) {
            problems.add(
                    "The extract of another person shows other rows than before",
                    "Let the ways in @PersonalRecord lead to the people whom a row concerns, and to nobody else");
        }
        problems.end();
    }

    /** Returns how many rows of each record another person is told of, without rows that cannot be without each of their people. */
    private List<String> told(Person person) {
        return bench.extract(person.id).sections().stream()
                .filter(s -> bench.local().usable().stream()
                        .noneMatch(record ->
                                record.id().equals(s.record()) && record.links().size() > 1 && goesWithAny(record)))
                .map((RegisterExtract.Section s) -> s.record() + " " + s.rows().size())
                .toList();
    }

    private void untouched(List<Dump.Difference> differences, Person person, Problems problems) {
        for (Dump.Difference difference : differences) {
            boolean own = person.rows.stream().filter(r -> !r.shared()).anyMatch(r -> is(difference, r))
                    || is(difference, person.card);
            Row shared = person.rows.stream()
                    .filter(r -> r.shared() && is(difference, r))
                    .findFirst()
                    .orElse(null);
            Set<String> allowed = shared == null ? Set.of() : allowed(shared.record());
            boolean fine = own
                    || (shared != null
                            && (goesWithAny(shared.record())
                                    || !difference.columns().isEmpty())
                            && allowed.containsAll(difference.columns()))
                    || isJoin(difference, person);
            if (!fine) {
                problems.add(
                        "Forgetting one person changes the row " + difference + ", which is not hers alone",
                        "Let nothing but the declared columns of her own rows depend on her (a trigger or a cascade?)");
            }
        }
    }

    /** The columns of a shared row that an act on one of its people may write. */
    private static Set<String> allowed(RecordDeclaration record) {
        Set<String> columns = new HashSet<>();
        record.fields().stream()
                .filter(f -> f.strategy() != Strategy.KEEP)
                .map(FieldDeclaration::column)
                .forEach(columns::add);
        record.links().stream()
                .filter(l -> l.table() == null)
                .map(LinkDeclaration::column)
                .forEach(columns::add);
        columns.add(Objects.requireNonNullElse(record.version(), ""));
        columns.add(Objects.requireNonNullElse(record.anonymizedAt(), ""));
        return columns;
    }

    private boolean isJoin(Dump.Difference difference, Person person) {
        return difference.columns().isEmpty()
                && bench.records().stream()
                        .flatMap(r -> r.links().stream())
                        .filter(l -> difference.table().equals(l.table()))
                        .anyMatch(
                                l -> List.of(difference.row().split("\\|", -1)).contains(Long.toString(person.key))
                                        || person.rows.stream().anyMatch(r -> List.of(
                                                        difference.row().split("\\|", -1))
                                                .contains(Canonical.of(r.key()))));
    }

    void twiceIsOnce() {
        assumeReached();
        Person golden = people.golden(people.company());
        Problems problems = new Problems();
        acts.anonymize(golden, Acts.ALL);
        Dump before = bench.dump();
        Person again = again(golden);
        ErasurePlan plan = acts.planAnonymization(again, Acts.ALL);
        for (RecordPlan record : plan.records()) {
            if (record.rows() > 0) {
                List<String> fields = record.fields().stream()
                        .filter(f -> f.values() > 0)
                        .map(ErasurePlan.FieldPlan::field)
                        .toList();
                problems.add(
                        "A second anonymization would change " + record.rows() + " rows of " + record.record()
                                + " again " + fields,
                        "Let nothing write into these columns after the first one (a trigger or a default?)");
            }
        }
        acts.executeAnonymization(plan);
        bench.dump()
                .since(before, bench.schema())
                .forEach(d -> problems.add(
                        "A second anonymization changes the row " + d,
                        "Let its result depend on nothing but the first one"));
        deletesOnce(problems);
        problems.end();
    }

    private void deletesOnce(Problems problems) {
        Person deleted = people.golden(people.company());
        ErasurePlan plan = acts.delete(deleted);
        ErasureReceipt receipt = plan.receipt();
        ErasureReceipt again = acts.executeDeletion(plan).receipt();
        if (!Objects.equals(receipt, again)) {
            problems.add("Executing a deletion twice gives two receipts", "This is a defect of the core: report it");
        }
        try {
            bench.deletion().planContacts(List.of(deleted.id), null);
            problems.add("A deleted person can be deleted again", "This is a defect of the core: report it");
        } catch (GallraException e) {
            if (e.code() != GallraException.Code.NOT_FOUND) {
                throw e;
            }
        }
    }

    void twoInARow() {
        assumeReached();
        Company company = people.company();
        Person first = people.golden(company);
        Person second = people.golden(company);
        acts.anonymize(first, Acts.ALL);
        acts.anonymize(second, Acts.ALL);
        Dump dump = bench.dump();
        Problems problems = new Problems();
        for (Person person : List.of(first, second)) {
            for (Row row : person.rows) {
                row.marks().stream()
                        .filter(m -> m.goes() && m.value().equals(cell(dump, row, m.field())))
                        .forEach(m -> problems.add(
                                "The value of " + m.field().id() + " is still there after two people were anonymized",
                                "Its strategy " + m.field().strategy() + " does not remove it: choose another one"));
            }
        }
        problems.end();
    }

    void companyTakesEverything() {
        Assumptions.assumeFalse(bench.records().isEmpty(), "the bundle declares no record");
        Company company = people.company();
        Person first = people.golden(company);
        Person second = people.golden(company);
        Person outside = people.golden(null);
        List<Row> both = people.share(first, second);
        List<Row> across = people.share(first, outside);
        List<Row> own = people.ofCompany(company);
        Dump before = bench.dump();
        ErasurePlan plan = acts.planCompany(company);
        ErasurePlan done = acts.executeDeletion(plan);
        Dump after = bench.dump();
        Problems problems = new Problems();
        List<Row> going = new ArrayList<>(own);
        going.addAll(both);
        List.of(first, second)
                .forEach(p -> p.rows.stream().filter(r -> !r.shared()).forEach(going::add));
        going.stream()
                .filter(r -> after.holds(r.record().table(), r.key()) && !staysOnGround(r.record()))
                .forEach(r -> problems.add(
                        "A row of " + r.record().id() + " is still there after its company was deleted",
                        "Name the column that leads to the company in @PersonalRecord(company = ...)"));
        across.stream()
                .filter(r -> !after.holds(r.record().table(), r.key()) && !goesWithAny(r.record()))
                .forEach(r -> problems.add(
                        "A row of " + r.record().id()
                                + " that a person outside the company shares is gone with the company",
                        "Let the core remove the link only: no ON DELETE CASCADE from contacts to shared rows"));
        counts(plan, done, before, after, problems);
        outside.rows.stream()
                .filter(r -> !r.shared() && !after.holds(r.record().table(), r.key()))
                .forEach(r -> problems.add(
                        "A row of " + r.record().id() + " about somebody outside the company is gone with the company",
                        "Let the ways in @PersonalRecord lead to the people whom a row concerns, and to nobody else"));
        problems.end();
    }

    /** What was previewed, what was done, and what really went, are the same. */
    private void counts(ErasurePlan plan, ErasurePlan done, Dump before, Dump after, Problems problems) {
        Map<String, ErasureReceipt.RecordResult> results = new HashMap<>();
        Objects.requireNonNull(done.receipt()).records().forEach(r -> results.put(r.record(), r));
        for (RecordPlan record : plan.records()) {
            RecordDeclaration declared = bench.records().stream()
                    .filter(r -> r.id().equals(record.record()))
                    .findFirst()
                    .orElse(null);
            if (declared != null) {
                ErasureReceipt.RecordResult result = Objects.requireNonNull(results.get(record.record()));
                Set<String> gone = new TreeSet<>(before.rows(declared.table()).keySet());
                gone.removeAll(after.rows(declared.table()).keySet());
                if (record.rows() != result.rows() || record.rows() != gone.size()) {
                    problems.add(
                            "Deleting a company was to take " + record.rows() + " rows of " + record.record()
                                    + ", the receipt says " + result.rows() + ", and " + gone.size() + " are gone",
                            "Let the core alone delete rows: no ON DELETE CASCADE and no trigger between declared tables,"
                                    + " or name the whole in @PersonalRecord(parent = ...)");
                }
            }
        }
    }

    void keptValuesCountTheSame() {
        assumeReached();
        Person golden = people.golden(people.company());
        Dump before = bench.dump();
        acts.anonymize(golden, Acts.ALL);
        Dump after = bench.dump();
        Problems problems = new Problems();
        for (RecordDeclaration record : bench.records()) {
            boolean rowsGo = record.fields().stream().anyMatch(f -> f.strategy() == Strategy.DELETE_ROW);
            if (!rowsGo
                    && after.rows(record.table()).size()
                            != before.rows(record.table()).size()) {
                problems.add(
                        "The table " + record.table() + " has "
                                + after.rows(record.table()).size() + " rows after an" + " anonymization and had "
                                + before.rows(record.table()).size(),
                        "Rows stay for statistics: do not delete them when a value changes, or say so with"
                                + " Strategy.DELETE_ROW");
            }
            for (String column : rowsGo ? List.<String>of() : kept(record)) {
                if (!column(before, record, column).equals(column(after, record, column))) {
                    problems.add(
                            "The column " + record.table() + "." + column
                                    + " is kept for statistics, and an anonymization changes it",
                            "Do not change it when another column changes, or declare it with a strategy");
                }
            }
        }
        problems.end();
    }

    private static List<String> kept(RecordDeclaration record) {
        List<String> kept = new ArrayList<>();
        record.fields().stream()
                .filter(f -> f.strategy() == Strategy.KEEP)
                .map(FieldDeclaration::column)
                .forEach(kept::add);
        record.others().forEach(o -> kept.add(o.column()));
        return kept;
    }

    private List<String> column(Dump dump, RecordDeclaration record, String column) {
        int at = List.copyOf(bench.schema().columns(record.table()).keySet()).indexOf(column);
        return dump.rows(record.table()).values().stream()
                .map(cells -> cells.get(at))
                .sorted()
                .toList();
    }

    /** Returns the person as she is called after an anonymization. */
    Person again(Person person) {
        var ref = Objects.requireNonNull(
                bench.directory().contacts(List.of(person.key)).get(person.key));
        Person again = new Person(Objects.requireNonNull(ref.contact()), person.key, person.company, person.card);
        again.rows.addAll(person.rows);
        return again;
    }

    void assumeReached() {
        Assumptions.assumeTrue(
                bench.records().stream().anyMatch(people::reaches),
                "the bundle declares no record that leads to contacts");
    }

    private @org.jspecify.annotations.Nullable String cell(Dump dump, Row row, FieldDeclaration field) {
        return dump.cell(bench.schema(), row.record().table(), row.key(), field.column());
    }

    private static boolean is(Dump.Difference difference, Row row) {
        return difference.table().equals(row.record().table())
                && difference.row().equals(Canonical.of(row.key()));
    }

    /** A row whose company stays is kept for the company when its last participant goes. */
    private boolean staysWithCompany(RecordDeclaration record) {
        boolean own = record.links().stream().anyMatch(l -> l.kind() == LinkDeclaration.Kind.CONTACT);
        boolean company = record.links().stream()
                .anyMatch(l -> l.kind() == LinkDeclaration.Kind.COMPANY
                        && !Objects.requireNonNull(bench.schema().column(record.table(), l.column()))
                                .nullable());
        return !own && company && !record.id().equals(COMPANIES);
    }

    /** The kit fills every field, so that each row of such a record is kept. */
    private static boolean staysOnGround(RecordDeclaration record) {
        return record.fields().stream().anyMatch(FieldDeclaration::keepsRow);
    }

    /** A row that cannot be without one of its people goes with her. */
    private boolean goesWithAny(RecordDeclaration record) {
        boolean here = record.links().stream()
                .anyMatch(l -> l.kind() == LinkDeclaration.Kind.CONTACT
                        && !Objects.requireNonNull(bench.schema().column(record.table(), l.column()))
                                .nullable());
        return here
                || record.links().stream()
                        .filter(l -> l.kind() == LinkDeclaration.Kind.PARENT)
                        .flatMap(l -> bench.local().usable().stream().filter(r -> r.id().equals(l.parent())))
                        .anyMatch(this::goesWithAny);
    }
}
