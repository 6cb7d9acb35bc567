package org.gallra.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import javax.sql.ConnectionEvent;
import javax.sql.ConnectionEventListener;
import javax.sql.PooledConnection;
import org.postgresql.ds.PGConnectionPoolDataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Keeps connections to PostgreSQL that were closed: each new one is a process of the server, and tests make thousands. */
final class Idle extends PGSimpleDataSource implements ConnectionEventListener, AutoCloseable {

    private static final long serialVersionUID = 1L;

    private final transient PGConnectionPoolDataSource opening = new PGConnectionPoolDataSource();
    private final transient Deque<PooledConnection> idle = new ConcurrentLinkedDeque<>();

    Idle(String url) {
        setUrl(url);
        opening.setUrl(url);
    }

    @Override
    public Connection getConnection() throws SQLException {
        PooledConnection connection = idle.poll();
        if (connection == null) {
            connection = opening.getPooledConnection();
            connection.addConnectionEventListener(this);
        }
        return connection.getConnection();
    }

    /** Comes after an open transaction was rolled back. */
    @Override
    public void connectionClosed(ConnectionEvent event) {
        idle.push((PooledConnection) event.getSource());
    }

    @Override
    public void connectionErrorOccurred(ConnectionEvent event) {
        ((PooledConnection) event.getSource()).removeConnectionEventListener(this);
    }

    @Override
    public void close() {
        for (PooledConnection connection = idle.poll(); connection != null; connection = idle.poll()) {
            try {
                connection.close();
            } catch (SQLException e) {
                // it was broken; the database is dropped, whoever is connected
            }
        }
    }
}
