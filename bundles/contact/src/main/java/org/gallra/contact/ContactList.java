package org.gallra.contact;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.gallra.api.Page;
import org.gallra.api.access.AccessControl;
import org.gallra.api.contact.Contact;
import org.gallra.api.contact.ContactQuery;
import org.gallra.api.freefield.FieldOrder;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.personaldata.PersonalDataRegister;
import org.gallra.api.search.SearchWords;
import org.gallra.api.selection.ListCriteria;
import org.gallra.contact.FreeValues.Keyed;
import org.jspecify.annotations.Nullable;

/** Pages of the list of contacts, each with a total that is counted up to ten thousand. */
final class ContactList {

    private static final int COUNTED = 10_000;

    private final Database database;
    private final AccessControl access;
    private final FreeValues fields;
    private final @Nullable PersonalDataRegister register;
    private final @Nullable ListCriteria criteria;
    private final Instant now;

    ContactList(
            Database database,
            AccessControl access,
            FreeValues fields,
            @Nullable PersonalDataRegister register,
            @Nullable ListCriteria criteria,
            Instant now) {
        this.database = database;
        this.access = access;
        this.fields = fields;
        this.register = register;
        this.criteria = criteria;
        this.now = now;
    }

    Page<Contact> page(ContactQuery query) {
        int limit = Keyset.limit(query.limit());
        FieldOrder by = by(query);
        String order = (query.field() == null ? query.sort().name() : "FIELD " + query.field())
                + (query.descending() ? "-" : "+");
        SqlFragment where = ContactSql.where(database.kind(), query.filter())
                .append(fields.where(query.filter().freeFields()))
                .append(Uncontacted.where(register, query.filter(), now))
                .append(Met.where(criteria, query.filter(), now))
                .append(Restricted.hidden(access));
        return database.inTransaction(connection -> {
            SqlFragment after = query.cursor() == null
                    ? SqlFragment.of("")
                    : after(connection, by, query, Keyset.read(order, query.cursor()));
            Hits hits = query.filter().text() == null
                    ? ordered(connection, by, query, where, after)
                    : worded(connection, by, query, where, after);
            List<Keyed<Contact>> rows = hits.rows();
            boolean more = rows.size() > limit;
            List<Contact> items = fields.read(ContactFields.OWNER, more ? rows.subList(0, limit) : rows, Contact::with);
            String next = more ? Keyset.write(order, items.get(limit - 1).id().value()) : null;
            return new Page<>(items, next, Math.min(hits.total(), COUNTED), hits.total() > COUNTED);
        });
    }

    private FieldOrder by(ContactQuery query) {
        return query.field() != null
                ? fields.order(ContactFields.OWNER, query.field(), "c.id", query.descending())
                : new FieldOrder(
                        SqlFragment.of(""),
                        switch (query.sort()) {
                            case NAME -> "c.sort_key";
                            // not COALESCE: Derby drops rows without a company where it stands in a condition
                            case COMPANY -> "CASE WHEN co.name_key IS NULL THEN '~' ELSE co.name_key END";
                            case CREATED -> "c.created_at";
                            case CHANGED -> "c.changed_at";
                        });
    }

    /** The rows of a page and one more, and how many there are in all; one more than are counted if there are more. */
    private record Hits(List<Keyed<Contact>> rows, long total) {}

    /** The page comes from the index of its order, which ends after a page. */
    private static Hits ordered(
            Connection connection, FieldOrder by, ContactQuery query, SqlFragment where, SqlFragment after)
            throws SQLException {
        long total = Rows.number(
                connection,
                SqlFragment.of("SELECT COUNT(*) FROM (").append(found(where)).append(") t"));
        if (total == 0) {
            return new Hits(List.of(), 0);
        }
        SqlFragment select = SqlFragment.of(ContactSql.COLUMNS + ContactSql.FROM)
                .append(by.join())
                .append(where)
                .append(after)
                .append(inOrder(by, query));
        return new Hits(Rows.list(connection, select, JpaContactService::keyed), total);
    }

    /** Those who have the words are looked up once, for the page and for the total, unless there are very many. */
    private Hits worded(Connection connection, FieldOrder by, ContactQuery query, SqlFragment where, SqlFragment after)
            throws SQLException {
        SearchWords.planned(connection, database.kind());
        if (database.kind() == Database.Kind.POSTGRESQL) {
            SqlFragment select = SqlFragment.of("WITH hit AS MATERIALIZED (")
                    .append(found(where))
                    .append(") " + ContactSql.COLUMNS + ", (SELECT COUNT(*) FROM hit) AS hits" + ContactSql.FROM)
                    .append(" JOIN hit ON hit.id = c.id")
                    .append(by.join())
                    .append(" WHERE (SELECT COUNT(*) FROM hit) <= " + COUNTED)
                    .append(after)
                    .append(inOrder(by, query));
            long[] total = {0};
            List<Keyed<Contact>> rows = Rows.list(connection, select, row -> {
                total[0] = row.getLong("hits");
                return JpaContactService.keyed(row);
            });
            if (!rows.isEmpty()) {
                return new Hits(rows, total[0]);
            }
        }
        return ordered(connection, by, query, where, after);
    }

    private static SqlFragment found(SqlFragment where) {
        return SqlFragment.of("SELECT c.id" + ContactSql.FROM)
                .append(where)
                .append(" FETCH FIRST " + (COUNTED + 1) + " ROWS ONLY");
    }

    private static String inOrder(FieldOrder by, ContactQuery query) {
        String direction = query.descending() ? " DESC" : "";
        return " ORDER BY " + by.value() + direction + ", c.id" + direction + " FETCH FIRST " + (query.limit() + 1)
                + " ROWS ONLY";
    }

    private static SqlFragment after(Connection connection, FieldOrder by, ContactQuery query, UUID last)
            throws SQLException {
        String key = by.value();
        var found = Rows.list(
                connection,
                SqlFragment.of("SELECT " + key + ", c.id" + ContactSql.FROM)
                        .append(by.join())
                        .append(" WHERE c.public_id = ?", last.toString()),
                row -> new Object[] {row.getObject(1), row.getLong(2)});
        if (found.isEmpty()) {
            throw Keyset.invalid();
        }
        Object value = found.get(0)[0];
        return SqlFragment.of(Keyset.after(key, "c.id", query.descending()), value, value, value, found.get(0)[1]);
    }
}
