package org.gallra.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gallra.api.backup.BackupService;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.Database.Kind;

/**
 * Embedded Derby: its own online backup. Writers go on meanwhile, and the copy has what was committed when it ended. It stays encrypted as
 * the database is; the boot password is not in it.
 */
final class DerbyProduct implements Product {

    /** The folder of the database below that of the copy, whatever the database is called. */
    static final String FOLDER = "derby";

    private static final String STOPPED = "08006";

    /** What says how a new database is to be encrypted; an old one knows. */
    private static final List<String> OF_NEW_ONES =
            List.of("create", "dataencryption", "encryptionalgorithm", "encryptionkeylength", "encryptionprovider");

    private final Database database;
    private final Target target;
    private final Opener opener;

    DerbyProduct(Database database, Target target, Opener opener) {
        this.database = database;
        this.target = target;
        this.opener = opener;
    }

    @Override
    public Copied copy(Path folder) throws IOException {
        if (folder.toAbsolutePath().startsWith(Path.of(target.place()).toAbsolutePath())) {
            throw new IOException("it lies in the directory of the database");
        }
        Copied copied = database.outside(connection -> {
            Map<String, Long> before = Tables.count(connection);
            try (CallableStatement call = connection.prepareCall("CALL SYSCS_UTIL.SYSCS_BACKUP_DATABASE(?)")) {
                call.setString(1, folder.toAbsolutePath().toString());
                call.execute();
            }
            return new Copied(
                    connection.getMetaData().getDatabaseProductVersion(),
                    Tables.changelog(connection),
                    Tables.between(before, Tables.count(connection)));
        });
        try (Stream<Path> made = Files.list(folder)) {
            Path only = made.filter(Files::isDirectory).findFirst().orElseThrow(() -> new IOException("no copy"));
            Files.move(only, folder.resolve(FOLDER));
        }
        return copied;
    }

    @Override
    public Found drill(Path copy, Path scratch) throws SQLException {
        String place = "jdbc:derby:" + scratch.resolve(FOLDER).toAbsolutePath();
        String opening = Arrays.stream(target.attributes().split(";"))
                .filter(a -> !OF_NEW_ONES.contains(a.split("=", 2)[0].strip().toLowerCase(Locale.ROOT)))
                .collect(Collectors.joining(";"));
        String from = ";createFrom=" + copy.resolve(FOLDER).toAbsolutePath();
        try (Connection connection =
                opener.open(Kind.DERBY, place + from + (opening.isEmpty() ? "" : ";" + opening), new Properties())) {
            return new Found(BackupService.Method.RESTORED, Tables.count(connection));
        } finally {
            stop(place);
        }
    }

    private void stop(String place) throws SQLException {
        try (Connection gone = opener.open(Kind.DERBY, place + ";shutdown=true", new Properties())) {
            throw new IllegalStateException("Derby answers a shutdown with an exception, but did not");
        } catch (SQLException e) {
            // another state: it never came up, and that has been said
            if (STOPPED.equals(e.getSQLState())) {
                return;
            }
        }
    }
}
