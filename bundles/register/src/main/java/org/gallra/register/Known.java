package org.gallra.register;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.gallra.api.erasure.ErasureAction;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.personaldata.ColumnType;
import org.gallra.api.personaldata.DataCategory;
import org.gallra.api.personaldata.DataSubject;
import org.gallra.api.personaldata.FieldDeclaration;
import org.gallra.api.personaldata.FieldKind;
import org.gallra.api.personaldata.LinkDeclaration;
import org.gallra.api.personaldata.LinkDeclaration.Kind;
import org.gallra.api.personaldata.RecordDeclaration;
import org.jspecify.annotations.Nullable;

/**
 * By what the people of one act can be found again: numbers that stand for their names, addresses and phone numbers, read
 * before the act and kept in memory only. Only what singles somebody out is taken (docs/adr/0028): a first name is not.
 */
final class Known {

    private static final int FETCH = 1_000;
    private static final int LEAST_CODE = 6;
    private static final String FIRST = View.CONTACTS + ".firstName";
    private static final String LAST = View.CONTACTS + ".lastName";

    private final long key;
    private final UUID plan;
    private final ErasureAction action;
    private final Set<String> fields;
    private final long people;
    private final Numbers persons = new Numbers();
    private final Numbers sequences = new Numbers();
    private final Numbers ends = new Numbers();
    private final Numbers numbers = new Numbers();
    private int lengths;

    private Known(StoredPlan stored) {
        this.key = stored.key();
        this.plan = stored.id();
        this.action = stored.action();
        this.fields = stored.body().fields();
        this.people = stored.body().contacts();
    }

    /** Reads the people of a plan whom no batch has done yet: one statement per record type that names them. */
    static Known read(Connection connection, View view, Database.Kind kind, StoredPlan stored) throws SQLException {
        Known known = new Known(stored);
        Reach.Source source = new Reach.Source(
                null, stored.key(), stored.body().companies() > 0, stored.doneThrough(), Long.MAX_VALUE, false);
        Reach reach = new Reach(view, kind, source);
        for (RecordDeclaration record : view.usable().values()) {
            List<FieldDeclaration> naming =
                    record.fields().stream().filter(Known::names).toList();
            Reach.Rows rows = naming.isEmpty() || !ofOnePerson(record) ? null : reach.rows(record);
            if (rows != null) {
                known.read(connection, kind, record, naming, rows);
            }
        }
        return known;
    }

    /** What several people have in common singles out none of them. */
    private static boolean ofOnePerson(RecordDeclaration record) {
        List<LinkDeclaration> links =
                record.links().stream().filter(l -> !l.kind().company()).toList();
        return record.subject() == DataSubject.CONTACT
                && links.size() == 1
                && links.get(0).kind() == Kind.CONTACT;
    }

    private static boolean names(FieldDeclaration field) {
        return field.kind() == FieldKind.IDENTIFIER
                && field.type() == ColumnType.TEXT
                && (field.category() == DataCategory.IDENTITY || field.category() == DataCategory.CONTACT_DETAILS)
                && !field.id().startsWith(View.CONTACTS + ".sortKey")
                && !field.id().startsWith(View.CONTACTS + ".searchKey");
    }

    private void read(
            Connection connection,
            Database.Kind kind,
            RecordDeclaration record,
            List<FieldDeclaration> naming,
            Reach.Rows rows)
            throws SQLException {
        String columns = naming.stream().map(f -> "r." + f.column()).collect(Collectors.joining(", "));
        boolean contacts = record.id().equals(View.CONTACTS);
        SqlFragment select = SqlFragment.of("SELECT r." + record.key() + ", " + columns + " FROM " + Reach.fixed(kind))
                .append(rows.tables())
                .append(", " + record.table() + " r WHERE ")
                .append(rows.condition());
        try (PreparedStatement statement = connection.prepareStatement(select.sql())) {
            Sql.bind(statement, select.parameters());
            statement.setFetchSize(FETCH);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    if (contacts) {
                        persons.add(row.getLong(1));
                    }
                    take(naming, row);
                }
            }
        }
    }

    private void take(List<FieldDeclaration> naming, ResultSet row) throws SQLException {
        String first = null;
        String last = null;
        for (int i = 0; i < naming.size(); i++) {
            String value = row.getString(i + 2);
            String id = naming.get(i).id();
            if (value == null || value.isBlank()) {
                continue;
            }
            if (id.equals(FIRST)) {
                first = value;
            } else if (id.equals(LAST)) {
                last = value;
            } else {
                take(naming.get(i), value);
            }
        }
        if (first != null && last != null) {
            name(first, last);
        }
    }

    /** Takes a full name in both orders, with its genitive, and with the first of several first names alone. */
    void name(String first, String last) {
        List<Long> given = words(first);
        List<Long> family = words(last);
        if (given.isEmpty() || family.isEmpty()) {
            return;
        }
        sequence(given, family);
        sequence(family, given);
        sequence(given, words(last + "s"));
        if (given.size() > 1) {
            sequence(given.subList(0, 1), family);
            sequence(family, given.subList(0, 1));
        }
    }

    private void take(FieldDeclaration field, String value) {
        if (value.indexOf('@') > 0) {
            int plus = value.indexOf('+');
            sequence(words(value), List.of());
            if (plus > 0 && plus < value.indexOf('@')) {
                sequence(words(value.substring(0, plus) + value.substring(value.indexOf('@'))), List.of());
            }
            return;
        }
        String digits = Words.digits(value);
        if (!digits.isEmpty()) {
            numbers.add(Words.number(digits));
        } else if (field.category() == DataCategory.IDENTITY) {
            List<Long> words = words(value);
            boolean code = value.length() >= LEAST_CODE && value.chars().anyMatch(Character::isDigit);
            if (words.size() > 1 || code) {
                sequence(words, List.of());
            }
        }
    }

    private static List<Long> words(String value) {
        List<Long> words = new ArrayList<>();
        Words.each(value, false, words::add);
        return words;
    }

    private void sequence(List<Long> one, List<Long> other) {
        List<Long> all = new ArrayList<>(one);
        all.addAll(other);
        if (all.isEmpty() || all.size() > Words.MAX) {
            return;
        }
        long sequence = all.size();
        for (int i = all.size() - 1; i >= 0; i--) {
            sequence = Words.before(sequence, all.get(i));
        }
        sequences.add(sequence);
        ends.add(all.get(all.size() - 1));
        lengths |= 1 << all.size();
    }

    /**
     * Returns the sequence that ends with the newest of the words, the longest that is known; null if none is.
     *
     * @param words the last words in a ring of {@link Words#MAX}
     * @param count how many words there were in all
     */
    @Nullable
    Long sequence(long[] words, int count) {
        if (!ends.contains(words[(count - 1) % Words.MAX])) {
            return null;
        }
        for (int length = Math.min(Words.MAX, count); length > 0; length--) {
            if ((lengths & (1 << length)) != 0) {
                long sequence = length;
                for (int back = 1; back <= length; back++) {
                    sequence = Words.before(sequence, words[(count - back) % Words.MAX]);
                }
                if (sequences.contains(sequence)) {
                    return sequence;
                }
            }
        }
        return null;
    }

    boolean number(long number) {
        return numbers.contains(number);
    }

    boolean person(long contact) {
        return persons.contains(contact);
    }

    /** Tells whether there is nothing to look for. */
    boolean nothing() {
        return sequences.size() + numbers.size() == 0;
    }

    long key() {
        return key;
    }

    UUID plan() {
        return plan;
    }

    ErasureAction action() {
        return action;
    }

    Set<String> fields() {
        return fields;
    }

    long people() {
        return people;
    }

    /** Returns for how many people identifiers were read. */
    long probed() {
        return persons.size();
    }

    long identifiers() {
        return (long) sequences.size() + numbers.size();
    }
}
