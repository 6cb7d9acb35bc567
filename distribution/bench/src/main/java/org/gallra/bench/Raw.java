package org.gallra.bench;

import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The limit: what a hand writes in SQL for the same work on the same tables: on PostgreSQL in one transaction, on Derby by key. */
final class Raw {

    /** The source document's rule: no contact for 30 days, and the company bought nothing in the last 365. */
    private static final String CRITERION = """
            SELECT c.id FROM contact c WHERE c.anonymized_at IS NULL AND c.created_at <= ?
              AND NOT EXISTS (SELECT 1 FROM sale s WHERE s.company_id = c.company_id AND s.sold_on > ?)
              AND NOT EXISTS (SELECT 1 FROM activity a WHERE a.contact_id = c.id AND a.done_at > ?)
              AND NOT EXISTS (SELECT 1 FROM meeting_participant p JOIN meeting m ON m.id = p.meeting_id
                              WHERE p.contact_id = c.id AND m.held_at > ?)
              AND NOT EXISTS (SELECT 1 FROM sale s WHERE s.contact_id = c.id AND s.sold_on > ?)
            """;

    private static final List<String> WRITES = List.of("""
            UPDATE activity a SET subject = NULL, notes = NULL, place = NULL, outcome = NULL, search_key = NULL, version = version + 1
             FROM sel WHERE a.contact_id = sel.id""", """
            UPDATE meeting m SET subject = NULL, notes = NULL, place = NULL, search_key = NULL, version = version + 1
             FROM (SELECT DISTINCT p.meeting_id FROM sel JOIN meeting_participant p ON p.contact_id = sel.id) x
             WHERE m.id = x.meeting_id""", """
            UPDATE opportunity o SET name = NULL, notes = NULL, lost_reason = NULL, search_key = NULL, version = version + 1
             FROM sel WHERE o.contact_id = sel.id""", """
            UPDATE sale s SET description = NULL, notes = NULL, documents = NULL, order_number = NULL, search_key = NULL,
             version = version + 1
             FROM sel WHERE s.contact_id = sel.id""", """
            UPDATE contact c SET public_id = CAST(gen_random_uuid() AS VARCHAR(36)), first_name = NULL, last_name = NULL,
             sort_key = '', search_key = '', title = NULL, department = NULL, email = NULL, email_key = NULL, mobile = NULL,
             phone = NULL, street = NULL, postal_code = NULL, city = NULL, country = NULL, website = NULL, notes = NULL,
             version = version + 1, anonymized_at = now() FROM sel WHERE c.id = sel.id""");

    /** One statement for each table, by the key of a person or a meeting. */
    private static final Map<String, String> BY_KEY = new LinkedHashMap<>();

    static {
        BY_KEY.put("activity", """
                UPDATE activity SET subject = NULL, notes = NULL, place = NULL, outcome = NULL, search_key = NULL,
                 version = version + 1 WHERE contact_id = ?""");
        BY_KEY.put("meeting", """
                UPDATE meeting SET subject = NULL, notes = NULL, place = NULL, search_key = NULL, version = version + 1
                 WHERE id = ?""");
        BY_KEY.put("opportunity", """
                UPDATE opportunity SET name = NULL, notes = NULL, lost_reason = NULL, search_key = NULL,
                 version = version + 1 WHERE contact_id = ?""");
        BY_KEY.put("sale", """
                UPDATE sale SET description = NULL, notes = NULL, documents = NULL, order_number = NULL,
                 search_key = NULL, version = version + 1 WHERE contact_id = ?""");
        BY_KEY.put("contact", """
                UPDATE contact SET first_name = NULL, last_name = NULL, sort_key = '', search_key = '', title = NULL,
                 department = NULL, email = NULL, email_key = NULL, mobile = NULL, phone = NULL, street = NULL,
                 postal_code = NULL, city = NULL, country = NULL, website = NULL, notes = NULL, version = version + 1,
                 anonymized_at = CURRENT_TIMESTAMP WHERE id = ?""");
    }

    private Raw() {}

    /** Anonymizes by the criterion, everything, all of it or in the first regions only (0 is everywhere); returns the number of contacts. */
    static long anonymize(Connection connection, Instant now, int regions) throws SQLException {
        connection.setAutoCommit(false);
        run(connection, "CREATE TEMP TABLE sel (id BIGINT PRIMARY KEY) ON COMMIT DROP", List.of());
        long found = select(connection, "INSERT INTO sel ", now, regions);
        run(connection, "ANALYZE sel", List.of());
        for (String write : WRITES) {
            run(connection, write, List.of());
        }
        connection.commit();
        return found;
    }

    /**
     * The same on Derby, which wants it otherwise: keys by joins, then each table in batches by key, a thousand people in a transaction.
     * In the companies of some regions only; returns the number of contacts.
     */
    static long anonymizeByKey(Connection connection, Instant now, int firstRegion, int regions) throws SQLException {
        connection.setAutoCommit(false);
        List<Long> people = keys(connection, criterion(firstRegion, regions), parameters(now));
        for (int from = 0; from < people.size(); from += 1_000) {
            List<Long> batch = people.subList(from, Math.min(people.size(), from + 1_000));
            Set<Long> meetings = new TreeSet<>();
            for (long person : batch) {
                meetings.addAll(keys(
                        connection,
                        "SELECT meeting_id FROM meeting_participant WHERE contact_id = ?",
                        List.of(person)));
            }
            for (Map.Entry<String, String> write : BY_KEY.entrySet()) {
                try (PreparedStatement update = connection.prepareStatement(write.getValue())) {
                    for (long key : write.getKey().equals("meeting") ? meetings : batch) {
                        update.setLong(1, key);
                        update.addBatch();
                    }
                    update.executeBatch();
                }
            }
            connection.commit();
        }
        return people.size();
    }

    private static List<Long> keys(Connection connection, String select, List<Object> parameters) throws SQLException {
        List<Long> keys = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(select)) {
            bind(statement, parameters);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    keys.add(rows.getLong(1));
                }
            }
        }
        return keys;
    }

    /** Counts whom the criterion hits. */
    static long count(Connection connection, Instant now, int regions) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT COUNT(*) FROM (" + criterion(regions) + ") h")) {
            bind(statement, parameters(now));
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static long select(Connection connection, String into, Instant now, int regions) throws SQLException {
        return run(connection, into + criterion(regions), parameters(now));
    }

    private static String criterion(int regions) {
        return criterion(0, regions);
    }

    private static String criterion(int first, int regions) {
        if (regions == 0) {
            return CRITERION;
        }
        String names = IntStream.range(first, first + regions)
                .mapToObj(i -> "'Region " + i + "'")
                .collect(Collectors.joining(", "));
        return CRITERION + " AND c.company_id IN (SELECT id FROM company WHERE category IN (" + names + "))";
    }

    private static List<Object> parameters(Instant now) {
        Timestamp since = Timestamp.from(now.minus(Duration.ofDays(30)));
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        return List.of(since, Date.valueOf(today.minusDays(365)), since, since, Date.valueOf(today.minusDays(30)));
    }

    /** Deletes a company with everything tied to it. */
    static void deleteCompany(Connection connection, String publicId) throws SQLException {
        connection.setAutoCommit(false);
        run(connection, "CREATE TEMP TABLE firm (id BIGINT) ON COMMIT DROP", List.of());
        run(connection, "INSERT INTO firm SELECT id FROM company WHERE public_id = ?", List.of(publicId));
        // PostgreSQL takes a table of which it knows nothing for 2,000 rows, and reads every table from end to end
        run(connection, "ANALYZE firm", List.of());
        run(connection, "CREATE TEMP TABLE sel (id BIGINT PRIMARY KEY) ON COMMIT DROP", List.of());
        run(connection, "INSERT INTO sel SELECT c.id FROM contact c JOIN firm ON c.company_id = firm.id", List.of());
        run(connection, "ANALYZE sel", List.of());
        for (String table : List.of("activity", "opportunity", "sale")) {
            run(
                    connection,
                    "DELETE FROM " + table + " t USING (SELECT a.id FROM " + table
                            + " a JOIN sel ON a.contact_id = sel.id UNION" + " SELECT a.id FROM " + table
                            + " a JOIN firm ON a.company_id = firm.id) x WHERE t.id = x.id",
                    List.of());
        }
        run(
                connection,
                "DELETE FROM meeting_participant p USING (SELECT m.id FROM meeting m JOIN firm ON m.company_id = firm.id) x"
                        + " WHERE p.meeting_id = x.id",
                List.of());
        run(connection, "DELETE FROM meeting_participant p USING sel WHERE p.contact_id = sel.id", List.of());
        run(connection, "DELETE FROM meeting m USING firm WHERE m.company_id = firm.id", List.of());
        run(connection, "DELETE FROM contact c USING sel WHERE c.id = sel.id", List.of());
        run(connection, "DELETE FROM company c USING firm WHERE c.id = firm.id", List.of());
        connection.commit();
    }

    private static long run(Connection connection, String sql, List<Object> parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            return statement.executeUpdate();
        }
    }

    private static void bind(PreparedStatement statement, List<Object> parameters) throws SQLException {
        for (int i = 0; i < parameters.size(); i++) {
            statement.setObject(i + 1, parameters.get(i));
        }
    }
}
