package org.gallra.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import javax.sql.XADataSource;
import javax.transaction.Status;
import javax.transaction.Synchronization;
import org.apache.derby.jdbc.EmbeddedXADataSource;
import org.apache.geronimo.transaction.manager.TransactionManagerImpl;
import org.gallra.api.persistence.Database.Kind;
import org.gallra.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.osgi.service.jdbc.DataSourceFactory;
import org.postgresql.xa.PGXADataSource;

/** What happens at the end of a transaction in which several handles share one connection, with the transaction manager of the product. */
class SharedPoolTest {

    /** What JPA does at the end of a transaction: closes its handle, while somebody else is already given the connection that came back. */
    private static final class Jpa implements Synchronization {

        private final DataSource source;
        private final CompletableFuture<Connection> next = new CompletableFuture<>();
        private final CompletableFuture<Connection> handle = new CompletableFuture<>();

        Jpa(DataSource source) {
            this.source = source;
        }

        @Override
        public void beforeCompletion() {}

        @Override
        public void afterCompletion(int status) {
            try {
                CompletableFuture.supplyAsync(this::borrow)
                        .thenAccept(next::complete)
                        .join();
                handle.join().close();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        private Connection borrow() {
            try {
                return source.getConnection();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aConnectionIsNotGivenBackTwice(Kind kind) throws Exception {
        TransactionManagerImpl transactions = new TransactionManagerImpl();
        try (TestDatabase database = TestDatabase.create(kind)) {
            DataSource source = pool(transactions, database, "2");
            for (String end : new String[] {"commit", "rollback", "marked"}) {
                Jpa jpa = new Jpa(source);
                transactions.begin();
                try (Connection own = source.getConnection()) {
                    transactions.getTransaction().registerSynchronization(jpa);
                    if (end.equals("marked")) {
                        transactions.setRollbackOnly();
                    }
                    jpa.handle.complete(source.getConnection());
                    assertThat(one(jpa.handle.join(), kind)).isEqualTo(1);
                    assertThat(one(own, kind)).isEqualTo(1);
                }
                if (end.equals("commit")) {
                    transactions.commit();
                } else {
                    transactions.rollback();
                }
                assertThat(transactions.getStatus()).isEqualTo(Status.STATUS_NO_TRANSACTION);
                try (Connection next = jpa.next.join();
                        Connection another = source.getConnection()) {
                    assertThat(one(next, kind)).as("after %s", end).isEqualTo(1);
                    assertThat(next.unwrap(Connection.class)).isNotEqualTo(another.unwrap(Connection.class));
                    assertThatThrownBy(source::getConnection)
                            .as("two are lent, and there are two")
                            .isInstanceOf(SQLException.class);
                }
            }
            ((AutoCloseable) source).close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void oneConnectionIsSharedWithinATransaction(Kind kind) throws Exception {
        TransactionManagerImpl transactions = new TransactionManagerImpl();
        try (TestDatabase database = TestDatabase.create(kind)) {
            DataSource source = pool(transactions, database, "1");
            try (Connection connection = source.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE t (id INT PRIMARY KEY)");
            }
            transactions.begin();
            try (Connection first = source.getConnection();
                    Connection second = source.getConnection();
                    Statement writes = first.createStatement();
                    Statement reads = second.createStatement()) {
                writes.execute("INSERT INTO t VALUES (7)");
                try (ResultSet row = reads.executeQuery("SELECT id FROM t")) {
                    assertThat(row.next()).isTrue();
                }
            }
            transactions.rollback();
            try (Connection connection = source.getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT id FROM t")) {
                assertThat(row.next()).isFalse();
            }
            ((AutoCloseable) source).close();
        }
    }

    /** A database that does not answer costs everybody who asks the same time, not that of all who asked before. */
    @Test
    void nobodyWaitsForTheConnectionOfSomebodyElse() throws Exception {
        TransactionManagerImpl transactions = new TransactionManagerImpl();
        try (TestDatabase database = TestDatabase.create(Kind.DERBY)) {
            XADataSource real = source(database);
            CyclicBarrier both = new CyclicBarrier(2);
            XADataSource slow = (XADataSource) Proxy.newProxyInstance(
                    XADataSource.class.getClassLoader(),
                    new Class<?>[] {XADataSource.class},
                    (proxy, method, arguments) -> {
                        // no connection is made before two are asked for
                        both.await(1, TimeUnit.MINUTES);
                        return method.invoke(real, arguments);
                    });
            DataSource source = new SharedPool(transactions, transactions).create(driver(slow), properties("2"));
            CompletableFuture<Connection> other = new CompletableFuture<>();
            new Thread(() -> {
                        try {
                            other.complete(source.getConnection());
                        } catch (SQLException e) {
                            other.completeExceptionally(e);
                        }
                    })
                    .start();
            try (Connection mine = source.getConnection();
                    Connection theirs = other.get(1, TimeUnit.MINUTES)) {
                assertThat(one(mine, Kind.DERBY)).isEqualTo(one(theirs, Kind.DERBY));
            }
            ((AutoCloseable) source).close();
        }
    }

    @Test
    void whatIsWrongInTheFileIsNamed() throws Exception {
        SharedPool pool = new SharedPool(new TransactionManagerImpl(), new TransactionManagerImpl());
        assertThatThrownBy(() -> pool.create(driver(new PGXADataSource()), properties("twenty")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pool.maxTotal wants a number")
                .hasMessageNotContaining("twenty");
        Properties properties = properties("2");
        properties.setProperty("pool.maxTotl", "20");
        assertThatThrownBy(() -> pool.create(driver(new PGXADataSource()), properties))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no setting pool.maxTotl")
                .hasMessageContaining("pool.maxTotal");
    }

    private static int one(Connection connection, Kind kind) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(kind == Kind.DERBY ? "VALUES 1" : "SELECT 1")) {
            assertThat(row.next()).isTrue();
            return row.getInt(1);
        }
    }

    private static Properties properties(String most) {
        Properties properties = new Properties();
        properties.setProperty("dataSourceName", "gallra");
        properties.setProperty("url", "of the driver");
        properties.setProperty("pool.maxTotal", most);
        properties.setProperty("pool.maxWaitMillis", "200");
        properties.setProperty("pool.testWhileIdle", "false");
        properties.setProperty("factory.validationQuery", "VALUES 1");
        return properties;
    }

    private static DataSource pool(TransactionManagerImpl transactions, TestDatabase database, String most)
            throws SQLException {
        return new SharedPool(transactions, transactions).create(driver(source(database)), properties(most));
    }

    /** Hands out a driver's data source, and looks at what the driver is given. */
    private static DataSourceFactory driver(XADataSource source) {
        return (DataSourceFactory) Proxy.newProxyInstance(
                DataSourceFactory.class.getClassLoader(),
                new Class<?>[] {DataSourceFactory.class},
                (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("createXADataSource");
                    assertThat(((Properties) arguments[0]).stringPropertyNames())
                            .containsExactly("url");
                    return source;
                });
    }

    private static XADataSource source(TestDatabase database) {
        if (database.kind() == Kind.DERBY) {
            EmbeddedXADataSource derby = new EmbeddedXADataSource();
            derby.setDatabaseName(database.url().substring("jdbc:derby:".length()));
            derby.setCreateDatabase("create");
            return derby;
        }
        PGXADataSource postgres = new PGXADataSource();
        postgres.setUrl(database.url());
        return postgres;
    }
}
