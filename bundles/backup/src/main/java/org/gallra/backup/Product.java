package org.gallra.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import org.gallra.api.backup.BackupService;
import org.gallra.api.persistence.Database;

/** What a database product does for backups. */
interface Product {

    /**
     * What was copied.
     *
     * @param product the version of the database
     * @param changelog which changes of the schema are in it
     * @param tables how many rows it has
     */
    record Copied(String product, Manifest.Changelog changelog, Map<String, Manifest.Count> tables) {}

    /**
     * What a drill found.
     *
     * @param method how it looked
     * @param rows rows by table
     */
    record Found(BackupService.Method method, Map<String, Long> rows) {}

    /** Opens a database beside the configured one. */
    @FunctionalInterface
    interface Opener {
        Connection open(Database.Kind kind, String url, Properties properties) throws SQLException;
    }

    /** Copies the database, which is in use, into an empty folder. */
    Copied copy(Path folder) throws IOException;

    /**
     * Restores a copy where nobody looks, counts it, and removes it again.
     *
     * @param copy the folder that {@link #copy} filled
     * @param scratch an empty folder, removed by the caller
     */
    Found drill(Path copy, Path scratch) throws IOException, SQLException;

    /** Returns the one for the database. */
    static Product of(Database database, Target target, String bin, Opener opener) {
        return database.kind() == Database.Kind.DERBY
                ? new DerbyProduct(database, target, opener)
                : new PostgresProduct(database, target, new PostgresTools(bin, target), opener);
    }
}
