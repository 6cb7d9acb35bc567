package org.gallra.blackbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.gallra.api.persistence.Database.Kind;

/** Many people in towns of their own, written straight into the database, and what became of each. */
final class Crowd {

    static final String MARK = "Kanariekvist";

    private Crowd() {}

    static String city(int number) {
        return MARK + "-" + number;
    }

    /** Makes people, so many in each town. */
    static void fill(GallraServer server, int people, int inTown) throws Exception {
        fill(server, 0, people, inTown);
    }

    /** Makes people in towns from a number on. */
    static void fill(GallraServer server, int firstTown, int people, int inTown) throws Exception {
        if (server.kind() == Kind.POSTGRESQL) {
            try (Connection database = server.database()) {
                insert(database, firstTown, people, inTown);
            }
            return;
        }
        server.stop();
        try (EmbeddedDerby derby = server.stoppedDerby();
                Connection database = derby.connect()) {
            insert(database, firstTown, people, inTown);
        }
        server.start();
    }

    private static void insert(Connection database, int firstTown, int people, int inTown) throws SQLException {
        database.setAutoCommit(false);
        Timestamp now = Timestamp.from(Instant.now());
        try (PreparedStatement insert = database.prepareStatement("INSERT INTO contact (public_id, version, first_name,"
                + " last_name, sort_key, search_key, email, email_key, mobile, city, notes, created_at, changed_at)"
                + " VALUES (?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (int i = 1; i <= people; i++) {
                String name = MARK + (firstTown * 100_000 + i);
                String key = name.toLowerCase(Locale.ROOT);
                List<Object> values = List.of(
                        UUID.randomUUID().toString(),
                        name,
                        name,
                        key,
                        key + " " + key + "@example.se",
                        name + "@example.se",
                        key + "@example.se",
                        "+46" + (700_000_000 + firstTown * 100_000 + i),
                        city(firstTown + (i - 1) / inTown),
                        name + " " + MARK,
                        now,
                        now);
                for (int column = 0; column < values.size(); column++) {
                    insert.setObject(column + 1, values.get(column));
                }
                insert.addBatch();
                if (i % 1000 == 0 || i == people) {
                    insert.executeBatch();
                }
            }
        }
        database.commit();
    }

    /** Returns how many rows are wholly untouched and how many wholly done; the server is stopped. */
    static int[] count(GallraServer server) throws Exception {
        if (server.kind() == Kind.POSTGRESQL) {
            return count(server.database());
        }
        try (EmbeddedDerby derby = server.stoppedDerby()) {
            return count(derby.connect());
        }
    }

    /** Closes the connection. */
    static int[] count(Connection connection) throws SQLException {
        int[] count = new int[2];
        try (connection) {
            Tables.each(connection, "contact", row -> {
                if (untouched(row)) {
                    count[0]++;
                } else if (done(row)) {
                    count[1]++;
                }
            });
        }
        return count;
    }

    private static boolean untouched(String row) {
        return values(row) == 10 && row.contains("mobile=+46") && row.contains("anonymized_at=null");
    }

    private static boolean done(String row) {
        return values(row) == 0
                && row.contains("mobile=null")
                && row.contains("notes=null")
                && !row.contains("anonymized_at=null");
    }

    private static int values(String row) {
        return row.split(MARK, -1).length - 1 + row.split(MARK.toLowerCase(Locale.ROOT), -1).length - 1;
    }
}
