package org.gallra.blackbox;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** The encrypted database of a server that is stopped. */
public final class EmbeddedDerby implements AutoCloseable {

    private final String url;

    public EmbeddedDerby(Path folder, String bootPassword) {
        this.url = "jdbc:derby:" + folder + ";dataEncryption=true;encryptionAlgorithm=AES/CBC/NoPadding;bootPassword="
                + bootPassword;
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url);
    }

    /** Lets go of the files. */
    @Override
    public void close() {
        try (Connection gone = DriverManager.getConnection(url.substring(0, url.indexOf(';')) + ";shutdown=true")) {
            throw new IllegalStateException("Derby answers a shutdown with an exception, but did not");
        } catch (SQLException e) {
            if (!"08006".equals(e.getSQLState())) {
                throw new IllegalStateException(e);
            }
        }
    }
}
