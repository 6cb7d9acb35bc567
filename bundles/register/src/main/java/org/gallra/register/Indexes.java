package org.gallra.register;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SqlFragment;

/** Reads the leading columns of all indexes in one query: the driver's metadata would take a call for each table. */
final class Indexes {

    /** An index over all rows; Derby describes it as {@code UNIQUE BTREE (3, 1)}, by the numbers of the columns. */
    private static final Pattern DERBY = Pattern.compile(".*\\((\\d+).*");

    private static final String POSTGRESQL_QUERY =
            "SELECT t.relname, a.attname FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid"
                    + " JOIN pg_namespace n ON n.oid = t.relnamespace"
                    + " JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = i.indkey[0]"
                    + " WHERE n.nspname = ? AND i.indisvalid AND i.indpred IS NULL";

    private static final String DERBY_QUERY =
            "SELECT t.tablename, o.columnname, o.columnnumber, c.descriptor FROM sys.sysconglomerates c"
                    + " JOIN sys.systables t ON t.tableid = c.tableid JOIN sys.sysschemas s ON s.schemaid = t.schemaid"
                    + " JOIN sys.syscolumns o ON o.referenceid = t.tableid WHERE s.schemaname = ? AND c.isindex";

    private Indexes() {}

    /** Returns by table, in lower case, the columns with which an index begins. */
    static Map<String, Set<String>> leading(Connection connection, Database.Kind kind, String schema)
            throws SQLException {
        Map<String, Set<String>> leading = new HashMap<>();
        boolean derby = kind == Database.Kind.DERBY;
        Sql.list(connection, SqlFragment.of(derby ? DERBY_QUERY : POSTGRESQL_QUERY, schema), row -> {
            if (!derby || first(row.getString(4)) == row.getInt(3)) {
                leading.computeIfAbsent(Tables.lower(row.getString(1)), t -> new HashSet<>())
                        .add(Tables.lower(row.getString(2)));
            }
            return true;
        });
        return leading;
    }

    private static int first(String descriptor) {
        Matcher columns = DERBY.matcher(descriptor);
        return columns.matches() ? Integer.parseInt(columns.group(1)) : 0;
    }
}
