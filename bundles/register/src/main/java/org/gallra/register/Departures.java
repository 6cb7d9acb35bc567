package org.gallra.register;

import java.sql.Connection;
import java.sql.Date;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.gallra.api.Text;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.personaldata.DepartedBundles.Erased;
import org.gallra.api.personaldata.Departure;

/** What was decided about the data of departed bundles, in the database. */
final class Departures {

    private static final int SHOWN = 100;

    private final Database database;

    Departures(Database database) {
        this.database = database;
    }

    Map<String, Departure> all() {
        return database.read(connection -> {
            Map<String, Departure> all = new TreeMap<>();
            Sql.list(
                    connection,
                    SqlFragment.of("SELECT * FROM register_departure"),
                    row -> all.put(
                            row.getString("bundle"),
                            new Departure(
                                    LocalDate.parse(row.getDate("keep_until").toString()),
                                    row.getString("decided_by"),
                                    Objects.requireNonNull(Sql.instant(row, "decided_at")))));
            return all;
        });
    }

    void keep(String bundle, LocalDate until, String user, Instant now) {
        database.inTransaction(connection -> {
            forget(connection, bundle);
            return Sql.update(
                    connection,
                    SqlFragment.of(
                            "INSERT INTO register_departure (bundle, keep_until, decided_by, decided_at) VALUES (?, ?, ?, ?)",
                            bundle,
                            Date.valueOf(until.toString()),
                            user,
                            now));
        });
    }

    static void forget(Connection connection, String bundle) throws SQLException {
        Sql.update(connection, SqlFragment.of("DELETE FROM register_departure WHERE bundle = ?", bundle));
    }

    static void erased(Connection connection, Erased erased) throws SQLException {
        Sql.update(
                connection,
                SqlFragment.of(
                        "INSERT INTO register_erased (bundle, name_sv, name_en, row_count, erased_by, erased_at)"
                                + " VALUES (?, ?, ?, ?, ?, ?)",
                        erased.bundle(),
                        shortened(erased.name().sv()),
                        shortened(erased.name().en()),
                        erased.rows(),
                        erased.erasedBy(),
                        erased.erasedAt()));
    }

    List<Erased> erased() {
        return database.read(connection -> Sql.list(
                connection,
                SqlFragment.of("SELECT * FROM register_erased ORDER BY id DESC FETCH FIRST " + SHOWN + " ROWS ONLY"),
                row -> new Erased(
                        row.getString("bundle"),
                        new Text(row.getString("name_sv"), row.getString("name_en")),
                        row.getLong("row_count"),
                        row.getString("erased_by"),
                        Objects.requireNonNull(Sql.instant(row, "erased_at")))));
    }

    private static String shortened(String name) {
        return name.length() > 200 ? name.substring(0, 200) : name;
    }
}
