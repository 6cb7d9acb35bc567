package org.gallra.api.persistence;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.gallra.api.Page;
import org.gallra.api.rest.Keyset;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One page of a list of a table's rows, found by keyset: the same work for the last page as for the first.
 *
 * <p>The table needs the columns {@code id} and {@code public_id}; its alias is {@code t}.
 *
 * @param table the table
 * @param sort the expression that is sorted by, never null; ties are broken by the internal key
 * @param descending whether the order is turned round
 * @param where the conditions, beginning with {@code WHERE}
 * @param cursor {@code next} of the page before, or null for the first page; only valid with the same filter and order
 * @param limit how many at most, 1 to 200
 */
@ProviderType
public record Listing(
        String table,
        String sort,
        boolean descending,
        SqlFragment where,
        @Nullable String cursor,
        int limit) {

    private static final long COUNTED = 10_000;

    /**
     * Reads the page; its total is counted up to 10,000.
     *
     * @param <R> what a row becomes
     * @param reader reads a row, all of whose columns are selected
     * @param id tells the public id of what was read
     * @throws org.gallra.api.GallraException {@code INVALID} for a limit or a cursor that cannot be
     */
    public <R> Page<R> read(Connection connection, Rows.Reader<R> reader, Function<R, UUID> id) throws SQLException {
        Page<R> page = read(connection, "", reader, id);
        if (cursor == null && page.next() == null) {
            return page; // all there is, so its total is right
        }
        long total = Rows.number(
                connection,
                SqlFragment.of("SELECT COUNT(*) FROM (SELECT t.id FROM " + table + " t ")
                        .append(where)
                        .append(" FETCH FIRST " + (COUNTED + 1) + " ROWS ONLY) counted"));
        return new Page<>(page.items(), page.next(), Math.min(total, COUNTED), total > COUNTED);
    }

    /**
     * Reads the page for somebody who only looks, and counts nothing: its total is what it holds, and capped if more follows. Waits on
     * Derby for nobody who is just writing, so that a long act does not stop the pages; what is not committed yet may be seen.
     *
     * @param <R> what a row becomes
     * @param kind the database in use
     * @param reader reads a row, all of whose columns are selected
     * @param id tells the public id of what was read
     * @throws org.gallra.api.GallraException {@code INVALID} for a limit or a cursor that cannot be
     */
    public <R> Page<R> look(Connection connection, Database.Kind kind, Rows.Reader<R> reader, Function<R, UUID> id)
            throws SQLException {
        return read(connection, kind == Database.Kind.DERBY ? " WITH UR" : "", reader, id);
    }

    private <R> Page<R> read(Connection connection, String isolation, Rows.Reader<R> reader, Function<R, UUID> id)
            throws SQLException {
        int size = Keyset.limit(limit);
        String order = sort + (descending ? "-" : "+");
        String direction = descending ? " DESC" : "";
        SqlFragment select = SqlFragment.of("SELECT t.* FROM " + table + " t ").append(where);
        if (cursor != null) {
            select = select.append(after(connection, Keyset.read(order, cursor), isolation));
        }
        List<R> rows = Rows.list(
                connection,
                select.append(" ORDER BY " + sort + direction + ", t.id" + direction + " FETCH FIRST " + (size + 1)
                        + " ROWS ONLY" + isolation),
                reader);
        List<R> page = rows.size() > size ? List.copyOf(rows.subList(0, size)) : rows;
        String next = rows.size() > size ? Keyset.write(order, id.apply(page.get(size - 1))) : null;
        return new Page<>(page, next, page.size(), next != null);
    }

    private SqlFragment after(Connection connection, UUID last, String isolation) throws SQLException {
        List<Object[]> found = Rows.list(
                connection,
                SqlFragment.of(
                        "SELECT " + sort + ", t.id FROM " + table + " t WHERE t.public_id = ?" + isolation,
                        last.toString()),
                row -> new Object[] {row.getObject(1), row.getLong(2)});
        if (found.isEmpty()) {
            throw Keyset.invalid();
        }
        Object value = found.get(0)[0];
        return SqlFragment.of(Keyset.after(sort, "t.id", descending), value, value, value, found.get(0)[1]);
    }
}
