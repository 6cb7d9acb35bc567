package org.gallra.backup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import org.gallra.backup.Restore.Refusal;
import org.jspecify.annotations.Nullable;

/** Puts a dump in the place of what stands in the configured database, in one transaction; that is dumped before. */
final class PostgresRestore {

    private static final String OTHERS =
            "SELECT count(*)::text FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
                    + " AND (backend_type = 'client backend' OR backend_type IS NULL)";

    private static final int LOOKS = 20;
    private static final Duration BETWEEN = Duration.ofMillis(100);

    private final Target target;
    private final PostgresTools tools;

    PostgresRestore(Target target, PostgresTools tools) {
        this.target = target;
        this.tools = tools;
    }

    /** Returns the dump of what was replaced; null if there was nothing. */
    @Nullable
    Path restore(Path backup, Manifest manifest, String stamp) throws IOException, SQLException, Refusal {
        tools.find("pg_dump");
        tools.find("pg_restore");
        Path folder = Objects.requireNonNull(backup.getParent());
        Path replaced = folder.resolve("replaced-" + stamp + ".dump");
        Path list = Files.createTempFile("gallra-restore-", ".list");
        try (Connection connection = connect()) {
            if (!alone(connection)) {
                throw new Refusal("Somebody is connected to the database. Stop the servers on all nodes first.");
            }
            Set<String> extensions = new TreeSet<>(Dumps.texts(connection, "SELECT extname FROM pg_extension"));
            Path dump = backup.resolve(Manifest.DATABASE).resolve(Dumps.FILE);
            String contents = Dumps.list(tools, dump, extensions);
            if (!Dumps.tables(contents).equals(manifest.tables().keySet())) {
                throw new Refusal("The backup holds other tables than its " + Manifest.FILE
                        + " says. Nothing was changed. Take another one.");
            }
            List<String> tables = Tables.names(connection);
            if (tables.isEmpty()) {
                replaced = null;
            } else {
                tools.run("pg_dump", null, null, List.of("--format=custom", "--no-password", "--file=" + replaced));
                Trees.own(replaced);
            }
            Trees.write(list, contents.getBytes(StandardCharsets.UTF_8));
            later(connection, tables, manifest);
            tools.run(
                    "pg_restore",
                    null,
                    null,
                    List.of(
                            "--no-password",
                            "--clean",
                            "--if-exists",
                            "--no-owner",
                            "--no-privileges",
                            "--single-transaction",
                            "--use-list=" + list,
                            "--dbname=" + PostgresTools.environment(target).getOrDefault("PGDATABASE", ""),
                            dump.toString()));
            Map<String, Long> rows = Tables.count(connection);
            List<String> differences = Tables.differences(manifest.tables(), rows);
            if (!differences.isEmpty()) {
                throw new Refusal("The restored database differs from what the backup says in "
                        + String.join(", ", differences) + ". What was replaced is in " + replaced);
            }
        } catch (PostgresTools.ToolException e) {
            throw new Refusal(e.getMessage()
                    + (Files.exists(folder.resolve("replaced-" + stamp + ".dump"))
                            ? "\nWhat stood in the database before is in "
                                    + folder.resolve("replaced-" + stamp + ".dump")
                            : ""));
        } finally {
            Files.deleteIfExists(list);
        }
        return replaced;
    }

    /** A server that has just ended is seen for a moment more. */
    private static boolean alone(Connection connection) throws SQLException {
        for (int look = 0; look < LOOKS; look++) {
            if (Dumps.texts(connection, OTHERS).get(0).equals("0")) {
                return true;
            }
            LockSupport.parkNanos(BETWEEN.toNanos());
        }
        return false;
    }

    private Connection connect() throws SQLException {
        Properties login = new Properties();
        if (!target.user().isEmpty()) {
            login.setProperty("user", target.user());
        }
        if (!target.password().isEmpty()) {
            login.setProperty("password", target.password());
        }
        return DriverManager.getConnection(target.place(), login);
    }

    /** Removes tables that came after the backup: the dump does not know them, and they hold personal data too. */
    private static void later(Connection connection, List<String> tables, Manifest manifest) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String table : tables) {
                if (!manifest.tables().containsKey(table.toLowerCase(Locale.ROOT))) {
                    statement.execute("DROP TABLE \"" + table.replace("\"", "\"\"") + "\" CASCADE");
                }
            }
        }
    }
}
