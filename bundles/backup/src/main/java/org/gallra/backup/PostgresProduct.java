package org.gallra.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.gallra.api.backup.BackupService;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.Database.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL: {@code pg_dump} in its own format, of one snapshot, in which the rows are counted too. Not encrypted: the folder is for its
 * owner only, and the disk should be encrypted.
 */
final class PostgresProduct implements Product {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresProduct.class);
    private static final String NOT_ALLOWED = "42501";
    private static final String SCRATCH = "gallra_drill_";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Database database;
    private final Target target;
    private final PostgresTools tools;
    private final Opener opener;

    PostgresProduct(Database database, Target target, PostgresTools tools, Opener opener) {
        this.database = database;
        this.target = target;
        this.tools = tools;
        this.opener = opener;
    }

    @Override
    public Copied copy(Path folder) throws IOException {
        tools.find("pg_dump");
        try {
            return database.outside(connection -> {
                connection.setAutoCommit(false);
                try {
                    return copy(connection, folder.resolve(Dumps.FILE));
                } finally {
                    connection.rollback();
                    connection.setAutoCommit(true);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private Copied copy(Connection connection, Path dump) throws SQLException {
        run(connection, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
        String snapshot = text(connection, "SELECT pg_export_snapshot()");
        Map<String, Long> rows = Tables.count(connection);
        Copied copied = new Copied(
                connection.getMetaData().getDatabaseProductVersion(),
                Tables.changelog(connection),
                Tables.between(rows, rows));
        try {
            tools.run(
                    "pg_dump",
                    null,
                    null,
                    List.of(
                            "--format=custom",
                            "--no-password",
                            "--lock-wait-timeout=60000",
                            "--snapshot=" + snapshot,
                            "--file=" + dump));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return copied;
    }

    @Override
    public Found drill(Path copy, Path scratch) throws IOException, SQLException {
        Path dump = copy.resolve(Dumps.FILE);
        tools.find("pg_restore");
        String prefix = SCRATCH
                + HexFormat.of()
                        .toHexDigits(database.<String>read(c -> text(c, "SELECT current_database()"))
                                .hashCode())
                + "_";
        forget(prefix);
        byte[] random = new byte[6];
        RANDOM.nextBytes(random);
        String name = prefix + HexFormat.of().formatHex(random);
        if (!create(name)) {
            LOG.info(
                    "The user of the database may not create another one (ALTER ROLE ... CREATEDB lets it): the backup is read"
                            + " and not restored");
            return new Found(BackupService.Method.READ, Dumps.rows(tools, dump));
        }
        try {
            return new Found(BackupService.Method.RESTORED, restore(dump, name, scratch));
        } finally {
            database.outside(c -> run(c, "DROP DATABASE IF EXISTS " + name + " WITH (FORCE)"));
        }
    }

    /** Creates a database; false if the user may not. */
    private boolean create(String name) {
        return database.outside(connection -> {
            try {
                return run(connection, "CREATE DATABASE " + name + " TEMPLATE template0");
            } catch (SQLException e) {
                if (NOT_ALLOWED.equals(e.getSQLState())) {
                    return false;
                }
                throw e;
            }
        });
    }

    /** Removes what a drill left behind that was cut off; it holds personal data. */
    private void forget(String prefix) {
        List<String> left = database.<List<String>>read(c -> {
            List<String> names = new ArrayList<>();
            try (Statement statement = c.createStatement();
                    ResultSet row = statement.executeQuery("SELECT datname FROM pg_database")) {
                while (row.next()) {
                    if (row.getString(1).startsWith(prefix)) {
                        names.add(row.getString(1));
                    }
                }
            }
            return names;
        });
        for (String name : left) {
            try {
                database.outside(c -> run(c, "DROP DATABASE IF EXISTS " + name));
            } catch (RuntimeException e) {
                LOG.warn("The database {} of a drill that was cut off cannot be removed; it holds personal data", name);
            }
        }
    }

    private Map<String, Long> restore(Path dump, String name, Path scratch) throws IOException, SQLException {
        Properties login = new Properties();
        if (!target.user().isEmpty()) {
            login.setProperty("user", target.user());
        }
        if (!target.password().isEmpty()) {
            login.setProperty("password", target.password());
        }
        try (Connection connection = opener.open(Kind.POSTGRESQL, url(target.place(), name), login)) {
            Set<String> extensions =
                    new TreeSet<>(database.<List<String>>read(c -> Dumps.texts(c, "SELECT extname FROM pg_extension")));
            for (String extension : extensions) {
                try {
                    run(connection, "CREATE EXTENSION IF NOT EXISTS \"" + extension + "\"");
                } catch (SQLException e) {
                    LOG.debug("The extension {} is left out of the drill: SQL state {}", extension, e.getSQLState());
                }
            }
            Path list = scratch.resolve("list");
            Trees.write(list, Dumps.list(tools, dump, extensions).getBytes(StandardCharsets.UTF_8));
            tools.run(
                    "pg_restore",
                    null,
                    null,
                    List.of(
                            "--no-password",
                            "--no-owner",
                            "--no-privileges",
                            "--exit-on-error",
                            "--use-list=" + list,
                            "--dbname=" + name,
                            dump.toString()));
            return Tables.count(connection);
        }
    }

    /** Returns the address of another database on the same server. */
    static String url(String url, String name) {
        int parameters = url.indexOf('?');
        String plain = parameters < 0 ? url : url.substring(0, parameters);
        int slash = plain.lastIndexOf('/');
        return (slash < 0 ? "jdbc:postgresql:" : plain.substring(0, slash + 1))
                + name
                + (parameters < 0 ? "" : url.substring(parameters));
    }

    private static boolean run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            return true;
        }
    }

    private static String text(Connection connection, String query) throws SQLException {
        return Dumps.texts(connection, query).get(0);
    }
}
