package org.gallra.residue;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Base64;

/** Random text that is written and removed again, so that the log of the database needs a new file. */
final class Noise {

    private static final int BYTES = 22_500; // 30,000 characters
    private static final SecureRandom RANDOM = new SecureRandom();

    private Noise() {}

    static void write(Connection connection, int rows) throws SQLException {
        connection.setAutoCommit(false);
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO residue_filler (place, noise) VALUES (?, ?)")) {
            byte[] bytes = new byte[BYTES];
            for (int i = 0; i < rows; i++) {
                RANDOM.nextBytes(bytes);
                insert.setInt(1, i);
                insert.setString(2, Base64.getEncoder().encodeToString(bytes));
                insert.executeUpdate();
            }
            connection.commit();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
        Statements.run(connection, "TRUNCATE TABLE residue_filler");
    }
}
