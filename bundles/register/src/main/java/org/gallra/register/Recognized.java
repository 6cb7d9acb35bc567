package org.gallra.register;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.personaldata.DataSubject;
import org.gallra.api.personaldata.FieldDeclaration;
import org.gallra.api.personaldata.LinkDeclaration;
import org.gallra.api.personaldata.LinkDeclaration.Kind;
import org.gallra.api.personaldata.Recognition;
import org.gallra.api.personaldata.RecordDeclaration;
import org.gallra.api.suppression.Identifier;

/** What the people of a batch would be recognized by, read before it goes: one statement per record type that has any. */
final class Recognized {

    private Recognized() {}

    static List<Identifier> of(
            Connection connection,
            View view,
            Database.Kind kind,
            Reach.Source source,
            Collection<RecordDeclaration> records)
            throws SQLException {
        List<Identifier> found = new ArrayList<>();
        Reach reach = new Reach(view, kind, source.people());
        for (RecordDeclaration record : records) {
            List<FieldDeclaration> fields = record.fields().stream()
                    .filter(f -> f.recognition() != Recognition.NONE)
                    .toList();
            SqlFragment keys = fields.isEmpty() || !ofOnePerson(record) ? null : reach.keys(record);
            if (keys != null) {
                read(connection, kind, record, fields, keys, found);
            }
        }
        return found;
    }

    /** What several people have in common recognizes none of them. */
    private static boolean ofOnePerson(RecordDeclaration record) {
        List<LinkDeclaration> people =
                record.links().stream().filter(l -> !l.kind().company()).toList();
        return record.subject() == DataSubject.CONTACT
                && people.size() == 1
                && people.get(0).kind() == Kind.CONTACT;
    }

    private static void read(
            Connection connection,
            Database.Kind kind,
            RecordDeclaration record,
            List<FieldDeclaration> fields,
            SqlFragment keys,
            List<Identifier> found)
            throws SQLException {
        String columns = fields.stream().map(f -> "r." + f.column()).collect(Collectors.joining(", "));
        String any =
                fields.stream().map(f -> "r." + f.column() + " IS NOT NULL").collect(Collectors.joining(" OR "));
        SqlFragment select = SqlFragment.of("SELECT " + columns + " FROM " + Reach.fixed(kind) + "(")
                .append(keys)
                .append(") x, " + record.table() + " r WHERE r." + record.key() + " = x.k AND (" + any + ")");
        Sql.list(connection, select, row -> {
            for (int i = 0; i < fields.size(); i++) {
                String value = row.getString(i + 1);
                if (value != null) {
                    found.add(new Identifier(fields.get(i).recognition(), value));
                }
            }
            return row;
        });
    }
}
