package org.gallra.residue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import org.gallra.api.Text;
import org.gallra.api.residue.ResidueService.Setting;

/** Embedded Derby. */
final class DerbyDoctor implements Doctor {

    @Override
    public List<Setting> look(Connection connection) throws SQLException {
        return List.of(
                setting(
                        "dataEncryption",
                        encryption(connection.getMetaData().getURL()),
                        "true",
                        new Text(
                                "Utan kryptering kan den som får tag i filerna läsa allt, även det som disken har kvar av"
                                        + " borttagna filer.",
                                "Without encryption whoever gets hold of the files can read everything, also what the disk"
                                        + " still has of removed files.")),
                setting(
                        "logArchiveMode",
                        property(connection, "derby.storage.logArchiveMode", "false"),
                        "false",
                        new Text(
                                "Arkiverad logg behåller allt som raderas. CALL SYSCS_UTIL.SYSCS_DISABLE_LOG_ARCHIVE_MODE(1)"
                                        + " stänger av.",
                                "An archived log keeps everything that is erased. CALL"
                                        + " SYSCS_UTIL.SYSCS_DISABLE_LOG_ARCHIVE_MODE(1) turns it off.")),
                setting(
                        "derby.language.logStatementText",
                        System.getProperty("derby.language.logStatementText", "false"),
                        "false",
                        new Text(
                                "Skriver satser med värden i derby.log. Sätts i etc/system.properties.",
                                "Writes statements with values to derby.log. Set in etc/system.properties.")));
    }

    private static Setting setting(String name, String current, String wanted, Text why) {
        return new Setting(name, current, wanted, current.equals(wanted), why, null);
    }

    /** Reads it beside the data: Derby tells nobody who asks in SQL. A database in memory is not encrypted. */
    static String encryption(String url) {
        String place = url.substring("jdbc:derby:".length()).split(";", 2)[0];
        if (place.startsWith("memory:")) {
            return "false";
        }
        Properties service = new Properties();
        try (InputStream in = Files.newInputStream(Path.of(place, "service.properties"))) {
            service.load(in);
        } catch (IOException e) {
            return "?";
        }
        return service.getProperty("dataEncryption", "false");
    }

    private static String property(Connection connection, String name, String unset) throws SQLException {
        String value = Statements.text(connection, "VALUES SYSCS_UTIL.SYSCS_GET_DATABASE_PROPERTY('" + name + "')");
        return value.isEmpty() ? unset : value;
    }
}
