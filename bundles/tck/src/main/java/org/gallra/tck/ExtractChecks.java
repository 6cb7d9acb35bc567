package org.gallra.tck;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.gallra.api.extract.ExtractFormat;
import org.gallra.api.extract.RegisterExtract;
import org.gallra.api.extract.RegisterExtract.Section;
import org.gallra.api.persistence.StorageException;
import org.gallra.api.personaldata.ColumnType;
import org.gallra.api.personaldata.ExtractPolicy;
import org.gallra.api.personaldata.FieldDeclaration;
import org.gallra.api.personaldata.RecordDeclaration;
import org.gallra.extract.HtmlFormat;
import org.gallra.extract.JsonFormat;
import org.gallra.extract.XmlFormat;
import org.junit.jupiter.api.Assumptions;

/** What a person is told. */
final class ExtractChecks {

    private final Bench bench;
    private final People people;

    ExtractChecks(Bench bench) {
        this.bench = bench;
        this.people = bench.people();
    }

    void everyValueOnce() {
        List<RecordDeclaration> records = assumeReached();
        Person golden = people.golden(people.company());
        Person other = people.golden(golden.company);
        people.share(golden, other);
        RegisterExtract extract = bench.extract(golden.id);
        Problems problems = new Problems();
        for (RecordDeclaration record : records) {
            record(golden, record, extract, problems);
        }
        List<String> shown = extract.sections().stream()
                .flatMap(s -> s.rows().stream())
                .flatMap(r -> r.values().values().stream())
                .map(Canonical::of)
                .toList();
        golden.rows.forEach(row -> row.marks().forEach(mark -> once(row, mark, shown, problems)));
        problems.end();
    }

    private static void record(Person golden, RecordDeclaration record, RegisterExtract extract, Problems problems) {
        List<Row> expected =
                golden.rows.stream().filter(r -> r.record().equals(record)).toList();
        List<RegisterExtract.Row> rows = extract.sections().stream()
                .filter(s -> s.record().equals(record.id()))
                .map(Section::rows)
                .findFirst()
                .orElse(List.of());
        if (rows.size() != expected.size()) {
            problems.add(
                    record.id() + " has " + expected.size() + " rows that concern the person, and the extract shows "
                            + rows.size(),
                    "Name every way from " + record.table()
                            + " to its person in @PersonalRecord, and the primary key as" + " @Id");
        }
        for (FieldDeclaration field : record.fields()) {
            List<String> shown = rows.stream()
                    .map(r -> r.values().get(field.id()))
                    .filter(Objects::nonNull)
                    .map(Canonical::of)
                    .sorted()
                    .toList();
            List<String> stored = field.extract() == ExtractPolicy.WITHHOLD
                    ? List.of()
                    : expected.stream()
                            .flatMap(r -> r.marks().stream())
                            .filter(m -> m.field().equals(field))
                            .map(Mark::value)
                            .sorted()
                            .toList();
            if (!shown.equals(stored)) {
                problems.add(
                        "The field " + field.id() + " of type " + field.type() + " shows " + shown.size()
                                + " values in the extract where " + stored.size() + " are stored, or others",
                        "Let the type of the attribute fit the column " + record.table() + "." + field.column());
            }
        }
    }

    private static void once(Row row, Mark mark, List<String> shown, Problems problems) {
        String search = mark.search();
        if (search == null || mark.field().type() == ColumnType.BINARY) {
            return;
        }
        long wanted = mark.field().extract() == ExtractPolicy.WITHHOLD ? 0 : 1;
        long found = shown.stream().filter(v -> v.contains(search)).count();
        if (found != wanted) {
            problems.add(
                    "The value of " + mark.field().id() + " stands " + found
                            + " times in the extract where it is to stand " + wanted + " times",
                    "Declare the table " + row.record().table() + " in one @PersonalRecord only, and each column once");
        }
    }

    /** What a store holds comes out of the extract. */
    void everyItemOnce() {
        Stores stores = Stores.assumed(bench);
        Person golden = people.person(null);
        Person other = people.person(null);
        List<String> marks = stores.fill(golden, 3);
        stores.fill(other, 2);
        RegisterExtract extract = bench.extract(golden.id);
        Problems problems = new Problems();
        for (String mark : marks) {
            long items = extract.sections().stream()
                    .filter(s -> bench.declaredStores().stream().anyMatch(d -> d.id().equals(s.record())))
                    .flatMap(s -> s.rows().stream())
                    .filter(r -> r.values().values().stream()
                            .anyMatch(v -> Canonical.of(v).contains(mark)))
                    .count();
            if (items != 3) {
                problems.add(
                        "A store was given 3 items about a person, and the extract shows " + items,
                        "Return each item once from export(contactKey, cursor, limit), with the names of the declared"
                                + " fields");
            }
        }
        problems.end();
    }

    void namesNobodyElse() {
        assumeReached();
        Person golden = people.golden(people.company());
        Person other = people.golden(people.company());
        people.share(golden, other);
        RegisterExtract extract = bench.extract(golden.id);
        Problems problems = new Problems();
        for (ExtractFormat format : List.of(new JsonFormat(), new XmlFormat(), new HtmlFormat())) {
            String text = write(format, extract);
            for (Mark mark : all(other)) {
                String search = mark.search();
                if (search != null && text.contains(search)) {
                    problems.add(
                            "The extract of a person (" + format.id() + ") holds the value of another person's "
                                    + mark.field().id() + place(extract, search),
                            "Do not copy values of one person into the row of another, or declare the column with"
                                    + " extract = ExtractPolicy.WITHHOLD and a ground");
                }
            }
        }
        problems.end();
    }

    private static List<Mark> all(Person person) {
        List<Mark> all = new ArrayList<>(person.card.marks());
        all.addAll(person.marks());
        return all;
    }

    private static String place(RegisterExtract extract, String search) {
        for (Section section : extract.sections()) {
            for (RegisterExtract.Row row : section.rows()) {
                for (var value : row.values().entrySet()) {
                    if (Canonical.of(value.getValue()).contains(search)) {
                        return " in " + value.getKey();
                    }
                }
            }
        }
        return "";
    }

    void manyRows() {
        RecordDeclaration record = assumeReached().stream()
                .filter(r -> !r.isContact())
                .filter(r -> r.links().stream().noneMatch(l -> l.kind().join()))
                .findFirst()
                .orElse(null);
        Assumptions.assumeTrue(
                record != null,
                "the bundle has no record of which one person can have many rows by a column or a parent");
        int many = bench.rows();
        Person golden = people.person(people.company());
        Row first = people.another(Objects.requireNonNull(record), golden);
        try {
            people.many(first, golden, many - 1);
        } catch (StorageException | Seeder.Refused e) {
            Assumptions.abort("one person cannot have many rows of " + record.id());
        }
        AtomicInteger seen = new AtomicInteger();
        bench.register().read(record, golden.key, row -> seen.incrementAndGet());
        if (seen.get() != many) {
            Problems problems = new Problems();
            problems.add(
                    record.id() + " has " + many + " rows about one person, and " + seen.get() + " were read",
                    "Let @Id be the primary key of " + record.table());
            problems.end();
        }
    }

    private List<RecordDeclaration> assumeReached() {
        List<RecordDeclaration> records =
                bench.records().stream().filter(people::reaches).toList();
        Assumptions.assumeTrue(!records.isEmpty(), "the bundle declares no record that leads to contacts");
        return records;
    }

    private static String write(ExtractFormat format, RegisterExtract extract) {
        var out = new ByteArrayOutputStream();
        try {
            format.write(extract, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
