package org.gallra.pool;

import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import javax.sql.DataSource;
import javax.sql.XADataSource;
import javax.transaction.TransactionManager;
import javax.transaction.TransactionSynchronizationRegistry;
import org.apache.commons.dbcp2.PoolableConnection;
import org.apache.commons.dbcp2.managed.DataSourceXAConnectionFactory;
import org.apache.commons.dbcp2.managed.ManagedDataSource;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.ops4j.pax.jdbc.pool.common.PooledDataSourceFactory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jdbc.DataSourceFactory;

/**
 * Makes the data source that {@code etc/org.ops4j.datasource-*.cfg} describes with {@code pool = dbcp2} and {@code xa = true}: a pool of
 * Commons DBCP whose connections take part in the transaction of the thread, one connection for everybody within it.
 *
 * <p>DBCP gives the connection of a transaction back, and has all handles forget it, when it hears that the transaction is over.
 * EclipseLink closes its handle when it hears the same. If it hears it between the two, the connection goes back a second time, when another
 * thread may have it already (the pool lends what came last first): two threads on one connection. So DBCP is told first here, as an
 * interposed synchronization, which the pool of Pax JDBC does not ask for (ADR-0078).
 *
 * <p>Safe for use by several threads at once.
 */
@Component(
        service = PooledDataSourceFactory.class,
        property = {"pool=dbcp2", "xa=true"})
public final class SharedPool implements PooledDataSourceFactory {

    private static final String POOL = "pool.";
    private static final String FACTORY = "factory.";

    private final TransactionManager transactions;
    private final TransactionSynchronizationRegistry synchronizations;

    /** Takes the manager of the transactions, and where it is told who hears of their end first. */
    @Activate
    public SharedPool(
            @Reference TransactionManager transactions,
            @Reference TransactionSynchronizationRegistry synchronizations) {
        this.transactions = transactions;
        this.synchronizations = synchronizations;
    }

    /**
     * Makes a data source; nothing is connected before somebody asks for a connection.
     *
     * @param driver what makes the connections
     * @param properties what the file says: {@code pool.X} is a setting of Commons Pool, {@code factory.X} one of Commons DBCP's
     *     {@code PoolableConnectionFactory}; everything else is for the driver
     * @throws SQLException if the driver makes no data source of it
     * @throws IllegalArgumentException if a setting is not known or its value cannot be read; says which
     */
    @Override
    @SuppressWarnings("resource") // the data source owns the pool, and whoever asked for it closes it
    public DataSource create(DataSourceFactory driver, Properties properties) throws SQLException {
        XADataSource source = driver.createXADataSource(ofDriver(properties));
        DataSourceXAConnectionFactory connections =
                new DataSourceXAConnectionFactory(transactions, source, synchronizations);
        Maker factory = new Maker(connections);
        Settings.set(factory, FACTORY, those(properties, FACTORY));
        GenericObjectPoolConfig<PoolableConnection> config = new GenericObjectPoolConfig<>();
        // /metrics adds up whatever pools there are under this type
        config.setJmxNameBase("org.gallra.pool:type=GenericObjectPool,name=");
        config.setJmxNamePrefix(properties.getProperty(DataSourceFactory.JDBC_DATASOURCE_NAME, "pool"));
        Settings.set(config, POOL, those(properties, POOL));
        GenericObjectPool<PoolableConnection> pool = new GenericObjectPool<>(factory, config);
        factory.setPool(pool);
        return new ManagedDataSource<>(pool, connections.getTransactionRegistry());
    }

    private static Properties ofDriver(Properties properties) {
        Properties rest = new Properties();
        properties.stringPropertyNames().stream()
                .filter(name -> !name.startsWith(POOL) && !name.startsWith(FACTORY))
                .filter(name -> !name.equals(DataSourceFactory.JDBC_DATASOURCE_NAME))
                .forEach(name -> rest.setProperty(name, properties.getProperty(name)));
        return rest;
    }

    private static Map<String, String> those(Properties properties, String prefix) {
        Map<String, String> found = new TreeMap<>();
        properties.stringPropertyNames().stream()
                .filter(name -> name.startsWith(prefix))
                .forEach(name -> found.put(name.substring(prefix.length()), properties.getProperty(name)));
        return found;
    }
}
