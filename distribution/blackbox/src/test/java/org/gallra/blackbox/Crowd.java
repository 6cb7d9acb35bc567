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
        if (server.kind() == Kind.POSTGRESQL) {
            try (Connection database = server.database()) {
                insert(database, people, inTown);
            }
            return;
        }
        server.stop();
        try (EmbeddedDerby derby = server.stoppedDerby();
                Connection database = derby.connect()) {
            insert(database, people, inTown);
        }
        server.start();
    }

    private static void insert(Connection database, int people, int inTown) throws SQLException {
        database.setAutoCommit(false);
        Timestamp now = Timestamp.from(Instant.now());
        try (PreparedStatement insert = database.prepareStatement("INSERT INTO contact (public_id, version, first_name,"
                + " last_name, sort_key, search_key, email, email_key, mobile, city, notes, created_at, changed_at)"
                + " VALUES (?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (int i = 1; i <= people; i++) {
                String name = MARK + i;
                String key = name.toLowerCase(Locale.ROOT);
                List<Object> values = List.of(
                        UUID.randomUUID().toString(),
                        name,
                        name,
                        key,
                        key + " " + key + "@example.se",
                        name + "@example.se",
                        key + "@example.se",
                        "+46" + (700_000_000 + i),
                        city((i - 1) / inTown),
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

    static int[] count(Connection connection) throws SQLException {
        int untouched = 0;
        int done = 0;
        for (String row : Tables.dump(connection).get("contact")) {
            long values = row.split(MARK, -1).length - 1 + row.split(MARK.toLowerCase(Locale.ROOT), -1).length - 1;
            boolean marked = !row.contains("anonymized_at=null");
            if (values == 10 && row.contains("mobile=+46") && !marked) {
                untouched++;
            } else if (values == 0 && row.contains("mobile=null") && row.contains("notes=null") && marked) {
                done++;
            }
        }
        return new int[] {untouched, done};
    }
}
