package org.gallra.pool;

import java.sql.Connection;
import java.sql.SQLException;
import org.apache.commons.dbcp2.PoolableConnection;
import org.apache.commons.dbcp2.managed.PoolableManagedConnection;
import org.apache.commons.dbcp2.managed.PoolableManagedConnectionFactory;
import org.apache.commons.dbcp2.managed.XAConnectionFactory;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.impl.DefaultPooledObject;

/**
 * Makes the connections of the pool, several at a time. DBCP makes one after the other under one lock: when a database does not answer, each of
 * those who wait has to wait for all who asked before, for as long as a connection takes to fail.
 */
final class Maker extends PoolableManagedConnectionFactory {

    Maker(XAConnectionFactory connections) {
        super(connections, null);
    }

    @Override
    @SuppressWarnings({"resource", "UnsynchronizedOverridesSynchronized"
    }) // the pool owns what is made; that is why this is here
    public PooledObject<PoolableConnection> makeObject() throws SQLException {
        if (getPoolStatements()) {
            return super.makeObject(); // numbers the pools of statements one by one
        }
        Connection made = getConnectionFactory().createConnection();
        initializeConnection(made);
        PoolableManagedConnection connection = new PoolableManagedConnection(
                getTransactionRegistry(), made, getPool(), getDisconnectionSqlCodes(), isFastFailValidation());
        connection.setCacheState(getCacheState());
        return new DefaultPooledObject<>(connection);
    }
}
