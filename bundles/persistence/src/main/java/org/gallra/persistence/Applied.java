package org.gallra.persistence;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Remembers in the database itself which bundle's changelog has run with which content, so that a start with nothing new
 * does without Liquibase, which takes longer than all the tables together.
 *
 * <p>What it remembers counts only while the change sets that Liquibase noted are still there: whoever takes some of them
 * back has the changelog run again.
 */
final class Applied {

    private static final String TABLE = "gallra_changelog";

    /** Where Liquibase notes the change sets that have run. */
    private static final String NOTED = "databasechangelog";

    private final DataSource dataSource;

    Applied(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Returns the tables of a bundle whose changelog has run with this content, or null if it has to run. */
    @Nullable
    Set<String> tables(String bundle, String digest) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            if (!exists(connection, TABLE) || !exists(connection, NOTED)) {
                return null;
            }
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT change_files, change_sets, made_tables FROM " + TABLE
                            + " WHERE bundle = ? AND digest = ?")) {
                select.setString(1, bundle);
                select.setString(2, digest);
                try (ResultSet row = select.executeQuery()) {
                    return row.next() && noted(connection, lines(row.getString(1))) == row.getInt(2)
                            ? lines(row.getString(3))
                            : null;
                }
            }
        }
    }

    /** Remembers a run that has ended well. */
    void remember(String bundle, String digest, Migration.Result result) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            if (!exists(connection, TABLE)) {
                create(connection);
            }
            connection.setAutoCommit(false);
            try (PreparedStatement delete = connection.prepareStatement("DELETE FROM " + TABLE + " WHERE bundle = ?");
                    PreparedStatement insert = connection.prepareStatement("INSERT INTO " + TABLE
                            + " (bundle, digest, change_files, change_sets, made_tables) VALUES (?, ?, ?, ?, ?)")) {
                delete.setString(1, bundle);
                delete.executeUpdate();
                insert.setString(1, bundle);
                insert.setString(2, digest);
                insert.setString(3, String.join("\n", result.files()));
                insert.setInt(4, noted(connection, result.files()));
                insert.setString(5, String.join("\n", result.tables()));
                insert.executeUpdate();
                connection.commit();
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    private static int noted(Connection connection, Collection<String> files) throws SQLException {
        if (files.isEmpty()) {
            return 0;
        }
        String places = String.join(", ", Collections.nCopies(files.size(), "?"));
        try (PreparedStatement count =
                connection.prepareStatement("SELECT COUNT(*) FROM " + NOTED + " WHERE filename IN (" + places + ")")) {
            int i = 1;
            for (String file : files) {
                count.setString(i++, file);
            }
            try (ResultSet row = count.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    private static Set<String> lines(String text) {
        return text.lines().collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean exists(Connection connection, String table) throws SQLException {
        try (ResultSet tables =
                connection.getMetaData().getTables(null, null, Databases.stored(connection, table), null)) {
            return tables.next();
        }
    }

    private static void create(Connection connection) throws SQLException {
        try (PreparedStatement create = connection.prepareStatement("CREATE TABLE " + TABLE
                + " (bundle VARCHAR(255) NOT NULL PRIMARY KEY, digest VARCHAR(64) NOT NULL, change_files VARCHAR(10000) NOT NULL,"
                + " change_sets INTEGER NOT NULL, made_tables VARCHAR(10000) NOT NULL)")) {
            create.executeUpdate();
        }
    }
}
