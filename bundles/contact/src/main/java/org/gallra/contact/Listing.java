package org.gallra.contact;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.gallra.api.Page;
import org.gallra.api.freefield.FieldOrder;
import org.gallra.api.freefield.FieldOrder.Run;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.search.SearchWords;
import org.gallra.contact.FreeValues.Keyed;
import org.jspecify.annotations.Nullable;

/**
 * Pages of a list of records, in an order of theirs, with a total that is counted up to ten thousand.
 *
 * <p>On PostgreSQL a page of a million records comes in one of three ways. Up to ten thousand hits are looked up once, for the page and for
 * the total, and sorted, unless nearly all records are hits. More are met by walking along an index of the order, which ends with the page; so does an order that is made of
 * several indexes, run by run. If the walk meets too few, as when all hits stand at the other end of the order, all are looked up.
 *
 * @param <T> the record
 */
final class Listing<T> {

    private static final Reach USUAL = new Reach(10_000, 20_000);

    /**
     * How far a page looks.
     *
     * @param counted so many hits are counted, and sorted
     * @param walked so many records are walked past before all hits are looked up instead
     */
    record Reach(int counted, int walked) {}

    /**
     * An order of a list.
     *
     * @param join follows the tables; its parameters stand before those of the conditions
     * @param value the expression that is sorted by, never null and without parameters; the key decides between equals
     * @param runs which together give every record in the order of the list; empty if no index has the order
     */
    record Order(SqlFragment join, String value, List<Run> runs) {

        /** The order by a column of the records' own that has an index with their key. */
        static Order column(String table, String alias, String column) {
            String value = alias + "." + column;
            return new Order(
                    SqlFragment.of(""),
                    value,
                    List.of(new Run(
                            SqlFragment.of(
                                    "SELECT " + alias + ".id AS k, " + value + " AS place FROM " + table + " " + alias),
                            false)));
        }

        /** The order by a free field; records without a value come last. */
        static Order field(String table, String alias, FieldOrder by) {
            List<Run> runs = new ArrayList<>(by.runs());
            if (!runs.isEmpty()) {
                runs.add(new Run(
                        SqlFragment.of("SELECT " + alias + ".id AS k, " + by.last() + " AS place FROM " + table + " "
                                        + alias + " WHERE ")
                                .append(by.without()),
                        true));
            }
            return new Order(by.join(), by.value(), runs);
        }
    }

    /**
     * Which page.
     *
     * @param name what the order is called in the cursor
     * @param limit how many rows, 1 to 200
     * @param broad whether the conditions leave nearly all records in, so that a walk along the order meets hits at once
     */
    record Asked(
            String name,
            Order order,
            boolean descending,
            int limit,
            @Nullable String cursor,
            boolean broad) {

        private String cursorOf(UUID last) {
            return Keyset.write(name + (descending ? "-" : "+"), last);
        }

        private @Nullable UUID last() {
            return cursor == null ? null : Keyset.read(name + (descending ? "-" : "+"), cursor);
        }

        private String by(String... columns) {
            String direction = descending ? " DESC" : "";
            return " ORDER BY " + String.join(direction + ", ", columns) + direction;
        }

        private String rows() {
            return first(limit + 1);
        }
    }

    /** The last row of the page before. */
    private record Last(Object value, long key) {

        SqlFragment after(String value, String key, boolean descending) {
            return SqlFragment.of(Keyset.after(value, key, descending), value(), value(), value(), key());
        }
    }

    /** The rows of a page and one more, and how many there are in all; one more than are counted if there are more. */
    private record Hits<T>(List<Keyed<T>> rows, long total) {}

    private final Database.Kind kind;
    private final String columns;
    private final SqlFragment tables;
    private final String alias;
    private final Rows.Reader<Keyed<T>> reader;
    private final Function<List<Keyed<T>>, List<T>> filled;
    private final Function<T, UUID> id;
    private final Reach reach;

    /**
     * Makes a list.
     *
     * @param columns {@code SELECT} and what the reader reads
     * @param tables what follows {@code FROM}; the records have the alias
     * @param filled adds what is kept elsewhere; same length and order
     * @param id the public id
     */
    Listing(
            Database.Kind kind,
            String columns,
            SqlFragment tables,
            String alias,
            Rows.Reader<Keyed<T>> reader,
            Function<List<Keyed<T>>, List<T>> filled,
            Function<T, UUID> id) {
        this(kind, columns, tables, alias, reader, filled, id, USUAL);
    }

    Listing(
            Database.Kind kind,
            String columns,
            SqlFragment tables,
            String alias,
            Rows.Reader<Keyed<T>> reader,
            Function<List<Keyed<T>>, List<T>> filled,
            Function<T, UUID> id,
            Reach reach) {
        this.kind = kind;
        this.columns = columns;
        this.tables = tables;
        this.alias = alias;
        this.reader = reader;
        this.filled = filled;
        this.id = id;
        this.reach = reach;
    }

    /**
     * Reads a page.
     *
     * @param where {@code WHERE} and the conditions
     * @throws org.gallra.api.GallraException {@code INVALID} if the cursor is of another order or its record is gone
     */
    Page<T> page(Connection connection, Asked asked, SqlFragment where) throws SQLException {
        UUID last = asked.last();
        Last after = last == null ? null : last(connection, asked.order(), last);
        Hits<T> hits = kind == Database.Kind.POSTGRESQL
                ? onPostgres(connection, asked, where, after)
                : ordered(connection, asked, where, after);
        boolean more = hits.rows().size() > asked.limit();
        List<T> items = filled.apply(more ? hits.rows().subList(0, asked.limit()) : hits.rows());
        String next = more ? asked.cursorOf(id.apply(items.get(items.size() - 1))) : null;
        return new Page<>(items, next, Math.min(hits.total(), reach.counted()), hits.total() > reach.counted());
    }

    private Hits<T> onPostgres(Connection connection, Asked asked, SqlFragment where, @Nullable Last after)
            throws SQLException {
        if (asked.broad()) {
            List<Keyed<T>> met = walk(connection, asked, where, after);
            if (met != null) {
                return new Hits<>(met, counted(connection, where));
            }
        }
        SearchWords.planned(connection, kind);
        Hits<T> few = few(connection, asked, where, after);
        if (few.total() <= reach.counted()) {
            return few;
        }
        List<Keyed<T>> met = walk(connection, asked, where, after);
        return new Hits<>(met == null ? all(connection, asked, where, after) : met, few.total());
    }

    /** Looks up to ten thousand hits up once, for the page and for the total; more are counted only. */
    private Hits<T> few(Connection connection, Asked asked, SqlFragment where, @Nullable Last after)
            throws SQLException {
        SqlFragment select = SqlFragment.of("WITH hit AS MATERIALIZED (")
                .append(placed(asked, where))
                .append(first(reach.counted() + 1) + "), n AS (SELECT COUNT(*) AS hits FROM hit)")
                .append(page(asked, after, " AND (SELECT hits FROM n) <= " + reach.counted()))
                .append(" SELECT n.hits, p.* FROM n LEFT JOIN (" + columns + ", page.place AS list_place FROM ")
                .append(tables)
                .append(" JOIN page ON " + key() + " = page.k) p ON TRUE" + asked.by("p.list_place", "p.id"));
        long[] total = {0};
        List<Keyed<T>> rows = new ArrayList<>();
        Rows.list(connection, select, row -> {
            total[0] = row.getLong("hits");
            return row.getObject("id") == null || rows.add(reader.read(row));
        });
        return new Hits<>(rows, total[0]);
    }

    /** Walks along the order; returns null if that meets too few. */
    private @Nullable List<Keyed<T>> walk(Connection connection, Asked asked, SqlFragment where, @Nullable Last after)
            throws SQLException {
        List<Keyed<T>> met = new ArrayList<>();
        for (Run run : asked.order().runs()) {
            SqlFragment way = SqlFragment.of("SELECT r.k, r.place FROM (")
                    .append(run.query())
                    .append(") r WHERE 1 = 1")
                    .append(after(asked, after, "r.place", "r.k"))
                    .append(run.one() ? asked.by("r.k") : asked.by("r.place", "r.k"))
                    .append(first(reach.walked()));
            SqlFragment select = SqlFragment.of(columns + " FROM ")
                    .append(tables)
                    .append(" JOIN (")
                    .append(way)
                    .append(") w ON " + key() + " = w.k")
                    .append(where)
                    .append(run.one() ? asked.by("w.k") : asked.by("w.place", "w.k"))
                    .append(first(asked.limit() + 1 - met.size()));
            met.addAll(Rows.list(connection, select, reader));
            if (met.size() > asked.limit()) {
                return met;
            }
            long walked = Rows.number(
                    connection,
                    SqlFragment.of("SELECT COUNT(*) FROM (").append(way).append(") t"));
            if (walked == reach.walked()) {
                return null;
            }
        }
        return asked.order().runs().isEmpty() ? null : met;
    }

    /** Looks all hits up and sorts them. */
    private List<Keyed<T>> all(Connection connection, Asked asked, SqlFragment where, @Nullable Last after)
            throws SQLException {
        SqlFragment select = SqlFragment.of("WITH hit AS MATERIALIZED (")
                .append(placed(asked, where))
                .append(")")
                .append(page(asked, after, ""))
                .append(" " + columns + " FROM ")
                .append(tables)
                .append(" JOIN page ON " + key() + " = page.k" + asked.by("page.place", "page.k"));
        return Rows.list(connection, select, reader);
    }

    /** Returns the query of all hits with what they are sorted by. */
    private SqlFragment placed(Asked asked, SqlFragment where) {
        return SqlFragment.of("SELECT " + key() + " AS k, " + asked.order().value() + " AS place FROM ")
                .append(tables)
                .append(asked.order().join())
                .append(where);
    }

    private static SqlFragment page(Asked asked, @Nullable Last after, String condition) {
        return SqlFragment.of(", page AS (SELECT * FROM hit WHERE 1 = 1" + condition)
                .append(after(asked, after, "place", "k"))
                .append(asked.by("place", "k") + asked.rows() + ")");
    }

    /** Counts, and reads the page by whatever way the database finds. */
    private Hits<T> ordered(Connection connection, Asked asked, SqlFragment where, @Nullable Last after)
            throws SQLException {
        long total = counted(connection, where);
        if (total == 0) {
            return new Hits<>(List.of(), 0);
        }
        SqlFragment select = SqlFragment.of(columns + " FROM ")
                .append(tables)
                .append(asked.order().join())
                .append(where)
                .append(after(asked, after, asked.order().value(), key()))
                .append(asked.by(asked.order().value(), key()) + asked.rows());
        return new Hits<>(Rows.list(connection, select, reader), total);
    }

    /** Counts the hits, up to one more than are counted. */
    private long counted(Connection connection, SqlFragment where) throws SQLException {
        return Rows.number(
                connection,
                SqlFragment.of("SELECT COUNT(*) FROM (SELECT " + key() + " FROM ")
                        .append(tables)
                        .append(where)
                        .append(first(reach.counted() + 1) + ") t"));
    }

    private Last last(Connection connection, Order order, UUID id) throws SQLException {
        return Rows.list(
                        connection,
                        SqlFragment.of("SELECT " + order.value() + ", " + key() + " FROM ")
                                .append(tables)
                                .append(order.join())
                                .append(" WHERE " + alias + ".public_id = ?", id.toString()),
                        row -> new Last(row.getObject(1), row.getLong(2)))
                .stream()
                .findFirst()
                .orElseThrow(Keyset::invalid);
    }

    private static SqlFragment after(Asked asked, @Nullable Last after, String value, String key) {
        return after == null ? SqlFragment.of("") : after.after(value, key, asked.descending());
    }

    private String key() {
        return alias + ".id";
    }

    private static String first(int rows) {
        return " FETCH FIRST " + rows + " ROWS ONLY";
    }
}
