package org.gallra.tck;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.gallra.api.contact.CompanyId;
import org.gallra.api.contact.ContactId;
import org.gallra.api.personaldata.FieldDeclaration;
import org.gallra.api.personaldata.LinkDeclaration;
import org.gallra.api.personaldata.LinkDeclaration.Kind;
import org.gallra.api.personaldata.RecordDeclaration;
import org.jspecify.annotations.Nullable;

/** Makes companies, contacts, and rows that concern them by every kind of link. */
final class People {

    private static final String CONTACT = "contact.contact";
    private static final String COMPANY = "contact.company";

    private final Schema schema;
    private final Seeder seeder;
    private final Map<String, RecordDeclaration> records = new HashMap<>();
    private final List<RecordDeclaration> tested;

    /**
     * Takes what is declared.
     *
     * @param all every record that can be read
     * @param tested the records of the bundle under test
     */
    People(Schema schema, Seeder seeder, List<RecordDeclaration> all, List<RecordDeclaration> tested) {
        this.schema = schema;
        this.seeder = seeder;
        all.forEach(r -> records.put(r.id(), r));
        this.tested = targetsFirst(tested);
    }

    /** Orders records so that one comes after those that it points to, as far as that can be. */
    private List<RecordDeclaration> targetsFirst(List<RecordDeclaration> all) {
        List<RecordDeclaration> ordered = new ArrayList<>();
        List<RecordDeclaration> left = new ArrayList<>(all);
        while (!left.isEmpty()) {
            RecordDeclaration next = left.stream()
                    .filter(r -> left.stream().noneMatch(o -> !o.equals(r) && pointsTo(r, o)))
                    .findFirst()
                    .orElse(left.get(0));
            ordered.add(next);
            left.remove(next);
        }
        return ordered;
    }

    private boolean pointsTo(RecordDeclaration record, RecordDeclaration other) {
        return schema.references(record.table()).containsValue(other.table() + "." + other.key());
    }

    /** Makes a company. */
    Company company() {
        RecordDeclaration record = Objects.requireNonNull(records.get(COMPANY));
        CompanyId id = new CompanyId(UUID.randomUUID());
        Map<String, @Nullable Object> fixed = new HashMap<>(Map.of("public_id", id.toString()));
        Seeder.Inserted row = seeder.insert(record.table(), record.key(), fixed, record.fields());
        return new Company(id, ((Number) row.key()).longValue(), marks(record, row));
    }

    /** Makes a contact without rows of the bundle under test. */
    Person person(@Nullable Company company) {
        RecordDeclaration record = Objects.requireNonNull(records.get(CONTACT));
        ContactId id = new ContactId(UUID.randomUUID());
        Map<String, @Nullable Object> fixed = new HashMap<>(Map.of("public_id", id.toString()));
        fixed.put("company_id", company == null ? null : company.key());
        fixed.put(record.anonymizedAt(), null);
        Seeder.Inserted row = seeder.insert(record.table(), record.key(), fixed, record.fields());
        Row card = new Row(record, row.key(), marks(record, row), false);
        Person person = new Person(id, ((Number) row.key()).longValue(), company, card);
        if (tested.stream().anyMatch(r -> r.id().equals(CONTACT))) {
            person.rows.add(card);
        }
        return person;
    }

    /** Makes a contact with two rows of each record under test, by different links where there are several. */
    Person golden(@Nullable Company company) {
        Person person = person(company);
        for (RecordDeclaration record : tested) {
            if (reaches(record) && !record.id().equals(CONTACT)) {
                put(record, List.of(person), company, 0);
                try {
                    put(record, List.of(person), company, 1);
                } catch (Seeder.Refused e) {
                    if (!e.twice()) {
                        throw e;
                    }
                }
            }
        }
        return person;
    }

    /** Makes a row of each record under test that can be shared, and returns those made. */
    List<Row> share(Person one, Person other) {
        List<Row> shared = new ArrayList<>();
        for (RecordDeclaration record : tested) {
            if (canBeShared(record)) {
                shared.add(put(record, List.of(one, other), null, 0));
            }
        }
        return shared;
    }

    /** Makes a row of each record under test that leads to a company but to no contact, and returns those made. */
    List<Row> ofCompany(Company company) {
        List<Row> made = new ArrayList<>();
        for (RecordDeclaration record : tested) {
            boolean nobodys = record.links().isEmpty();
            if (!reaches(record) && !nobodys && !record.id().equals(COMPANY)) {
                made.add(put(record, List.of(), company, 0));
            }
        }
        return made;
    }

    /** Makes one more row of a record for a person. */
    Row another(RecordDeclaration record, Person person) {
        return put(record, List.of(person), person.company, 0);
    }

    /** Makes many more rows of a record that are like one. */
    void many(Row row, Person person, int copies) {
        RecordDeclaration record = row.record();
        Map<String, @Nullable Object> fixed = links(record, List.of(person), person.company, 0);
        Seeder.Inserted one = seeder.insert(record.table(), record.key(), fixed, record.fields());
        seeder.copy(record.table(), one, fixed.keySet(), copies - 1);
    }

    /** Tells whether a way leads from contacts to the record. */
    boolean reaches(RecordDeclaration record) {
        return record.links().stream().anyMatch(l -> switch (l.kind()) {
            case CONTACT, CONTACT_JOIN -> true;
            case COMPANY, COMPANY_JOIN -> false;
            case PARENT -> parent(l) != null && reaches(Objects.requireNonNull(parent(l)));
        });
    }

    /** Tells whether a row can concern several contacts. */
    boolean canBeShared(RecordDeclaration record) {
        long columns = record.links().stream()
                .filter(l -> l.kind() == Kind.CONTACT && !l.column().equals(record.key()))
                .count();
        return columns > 1
                || record.links().stream().anyMatch(l -> l.kind() == Kind.CONTACT_JOIN)
                || record.links().stream()
                        .filter(l -> l.kind() == Kind.PARENT)
                        .map(this::parent)
                        .anyMatch(p -> p != null && canBeShared(p));
    }

    private @Nullable RecordDeclaration parent(LinkDeclaration link) {
        return link.parent() == null ? null : records.get(link.parent());
    }

    private Row put(RecordDeclaration record, List<Person> people, @Nullable Company company, int way) {
        Map<String, @Nullable Object> fixed = links(record, people, company, way);
        Seeder.Inserted inserted = seeder.insert(record.table(), record.key(), fixed, record.fields());
        for (LinkDeclaration link : record.links()) {
            if (link.kind() == Kind.CONTACT_JOIN) {
                people.forEach(p -> join(link, inserted.key(), p.key));
            } else if (link.kind() == Kind.COMPANY_JOIN && company != null) {
                join(link, inserted.key(), company.key());
            }
        }
        Row row = new Row(record, inserted.key(), marks(record, inserted), people.size() > 1);
        if (tested.contains(record)) {
            people.forEach(p -> p.rows.add(row));
        }
        return row;
    }

    private Map<String, @Nullable Object> links(
            RecordDeclaration record, List<Person> people, @Nullable Company company, int way) {
        Map<String, @Nullable Object> fixed = new HashMap<>();
        if (record.anonymizedAt() != null) {
            fixed.put(record.anonymizedAt(), null);
        }
        List<String> columns = new ArrayList<>();
        for (LinkDeclaration link : record.links()) {
            switch (link.kind()) {
                case CONTACT -> columns.add(link.column());
                case COMPANY -> fixed.put(link.column(), company(record, link, company));
                case PARENT -> {
                    RecordDeclaration parent = parent(link);
                    fixed.put(
                            link.column(),
                            parent == null
                                    ? null
                                    : put(parent, people, company, way).key());
                }
                case CONTACT_JOIN, COMPANY_JOIN -> {
                    // rows of their own, made afterwards
                }
            }
        }
        for (int i = 0; i < columns.size(); i++) {
            fixed.put(columns.get(i), contact(record, columns, i, people, way));
        }
        // what a row points to beside its links is the person's own, if she has such a row
        schema.references(record.table()).forEach((column, target) -> people.stream()
                .flatMap(p -> p.rows.stream())
                .filter(r -> target.equals(r.record().table() + "." + r.record().key()))
                .findFirst()
                .ifPresent(r -> fixed.putIfAbsent(column, r.key())));
        return fixed;
    }

    private @Nullable Object contact(
            RecordDeclaration record, List<String> columns, int at, List<Person> people, int way) {
        boolean free = nullable(record, columns.get(at));
        if (people.isEmpty()) {
            return null;
        }
        if (people.size() > 1) {
            return at < people.size() ? (Long) people.get(at).key : free ? null : (Long) people.get(0).key;
        }
        boolean chosen = at == way % columns.size();
        return chosen || !free ? (Long) people.get(0).key : null;
    }

    private @Nullable Object company(RecordDeclaration record, LinkDeclaration link, @Nullable Company company) {
        return company != null
                ? (Long) company.key()
                : nullable(record, link.column()) ? null : (Long) company().key();
    }

    private boolean nullable(RecordDeclaration record, String column) {
        Schema.Column found = schema.column(record.table(), column);
        return found == null || found.nullable();
    }

    private void join(LinkDeclaration link, Object row, long person) {
        Map<String, @Nullable Object> fixed = new HashMap<>();
        fixed.put(Objects.requireNonNull(link.row()), row);
        fixed.put(link.column(), person);
        seeder.insert(Objects.requireNonNull(link.table()), null, fixed, List.of());
    }

    private static List<Mark> marks(RecordDeclaration record, Seeder.Inserted row) {
        List<Mark> marks = new ArrayList<>();
        for (FieldDeclaration field : record.fields()) {
            Object value = row.values().get(field.column());
            if (value != null) {
                String id = field.column().equals("public_id") ? value.toString() : null;
                marks.add(new Mark(
                        field,
                        Canonical.of(value),
                        id != null ? id : row.searches().get(field.column())));
            }
        }
        return marks;
    }
}
