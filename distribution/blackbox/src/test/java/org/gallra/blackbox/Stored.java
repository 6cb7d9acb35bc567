package org.gallra.blackbox;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.gallra.api.persistence.Database.Kind;

/** What stands in the tables of PostgreSQL, told briefly: enough to see that nothing has changed. Embedded Derby lets nobody look beside its server. */
final class Stored {

    /** What changes while nobody stores anything: when logins were used last, that somebody was refused, and what the engine notes of erasures. */
    private static final Set<String> BESIDE = Set.of("access_login", "audit_entry", "audit_head", "erasure_arrears");

    private Stored() {}

    /** Returns a figure for each table; of Derby none. */
    static Map<String, String> of(GallraServer server) throws SQLException {
        Map<String, String> all = new TreeMap<>();
        if (server.kind() == Kind.DERBY) {
            return all;
        }
        try (Connection connection = server.database();
                Statement statement = connection.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet names = connection.getMetaData().getTables(null, "public", null, new String[] {"TABLE"})) {
                while (names.next()) {
                    tables.add(names.getString("TABLE_NAME"));
                }
            }
            tables.removeAll(BESIDE);
            String question = tables.stream()
                    .map(table -> "SELECT '" + table
                            + "', count(*) || ' rows, ' || coalesce(sum(hashtext(t::text)::bigint), 0) FROM " + table
                            + " t")
                    .collect(Collectors.joining(" UNION ALL "));
            try (ResultSet rows = statement.executeQuery(question)) {
                while (rows.next()) {
                    all.put(rows.getString(1), rows.getString(2));
                }
            }
        }
        return all;
    }
}
