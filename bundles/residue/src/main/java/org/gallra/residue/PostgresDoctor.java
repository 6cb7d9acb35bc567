package org.gallra.residue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gallra.api.Text;
import org.gallra.api.persistence.Rows;
import org.gallra.api.persistence.SqlFragment;
import org.gallra.api.residue.ResidueService.Setting;

/** PostgreSQL: its log (WAL), its server log, and what it shows of statements. */
final class PostgresDoctor implements Doctor {

    private static final Text WAL = new Text(
            "Återanvända loggfiler behåller det som har raderats utan gräns i tiden.",
            "Log files that are used again keep what was erased without limit in time.");
    private static final Text LOG = new Text(
            "Värden i felaktiga satser och nycklar hamnar i serverns logg.",
            "Values of failing statements and keys get into the server's log.");
    private static final Text STATEMENTS = new Text(
            "Satser med sina värden hamnar i serverns logg.",
            "Statements with their values get into the server's log.");
    private static final Text COPIES = new Text(
            "Arkiv, repliker och säkerhetskopior behåller det som raderas: den som driver databasen ansvarar för att de"
                    + " gallras. Efter en återställning raderar Gallra på nytt.",
            "Archives, replicas and backups keep what is erased: whoever runs the database answers for their removal. After a"
                    + " restore Gallra erases again.");
    private static final Text URL = new Text(
            "Utan parametern logServerErrorDetail=false i databasens adress bär felmeddelanden värden ur rader. Sätts i"
                    + " etc/org.ops4j.datasource-gallra.cfg.",
            "Without the parameter logServerErrorDetail=false in the database's address error messages carry values of rows."
                    + " Set in etc/org.ops4j.datasource-gallra.cfg.");

    private record Value(String setting, String shown) {}

    @Override
    public List<Setting> look(Connection connection) throws SQLException {
        Map<String, Value> values = new HashMap<>();
        Rows.list(
                connection,
                SqlFragment.of("SELECT name, setting, current_setting(name) FROM pg_settings WHERE name IN"
                        + " ('wal_recycle', 'min_wal_size', 'wal_segment_size', 'log_error_verbosity', 'archive_mode',"
                        + " 'log_min_error_statement', 'log_parameter_max_length', 'log_parameter_max_length_on_error',"
                        + " 'log_statement', 'log_min_duration_statement', 'log_min_duration_sample')"),
                row -> values.put(row.getString(1), new Value(row.getString(2), row.getString(3))));
        List<Setting> settings = new ArrayList<>();
        settings.add(exact(values, "wal_recycle", "off", WAL));
        settings.add(minimum(values));
        settings.add(exact(values, "log_error_verbosity", "terse", LOG));
        settings.add(exact(values, "log_min_error_statement", "panic", LOG));
        settings.add(exact(values, "log_parameter_max_length_on_error", "0", LOG));
        settings.add(exact(values, "log_parameter_max_length", "0", STATEMENTS));
        settings.add(exact(values, "log_statement", "none", STATEMENTS));
        settings.add(exact(values, "log_min_duration_statement", "-1", STATEMENTS));
        Value archive = values.getOrDefault("archive_mode", new Value("", ""));
        settings.add(new Setting(
                "archive_mode", archive.shown(), "off", archive.setting().equals("off"), COPIES, null));
        String slots = Statements.text(connection, "SELECT count(*)::text FROM pg_replication_slots");
        settings.add(new Setting("pg_replication_slots", slots, "0", slots.equals("0"), COPIES, null));
        boolean quiet = String.valueOf(connection.getMetaData().getURL()).contains("logServerErrorDetail=false");
        settings.add(new Setting("logServerErrorDetail", quiet ? "false" : "true", "false", quiet, URL, null));
        return settings;
    }

    private static Setting exact(Map<String, Value> values, String name, String wanted, Text why) {
        Value value = values.getOrDefault(name, new Value("", ""));
        boolean fine = value.setting().equals(wanted);
        return new Setting(name, value.shown(), wanted, fine, why, fine ? null : alter(name, wanted));
    }

    /** The least that is allowed are two files of the log. */
    private static Setting minimum(Map<String, Value> values) {
        Value value = values.getOrDefault("min_wal_size", new Value("0", ""));
        long segment = Long.parseLong(values.getOrDefault("wal_segment_size", new Value("16777216", ""))
                .setting());
        long least = Math.max(1, 2 * segment / (1024 * 1024));
        boolean fine = Long.parseLong(value.setting()) <= least;
        String wanted = least + "MB";
        return new Setting(
                "min_wal_size", value.shown(), wanted, fine, WAL, fine ? null : alter("min_wal_size", wanted));
    }

    private static String alter(String name, String value) {
        return "psql -U postgres -c \"ALTER SYSTEM SET " + name + " = '" + value + "'\" -c \"SELECT pg_reload_conf()\"";
    }
}
