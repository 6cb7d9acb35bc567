package org.gallra.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.Map;
import java.util.Set;
import javax.persistence.EntityManager;
import javax.persistence.EntityManagerFactory;
import javax.sql.DataSource;
import org.apache.aries.jpa.template.EmConsumer;
import org.apache.aries.jpa.template.EmFunction;
import org.apache.aries.jpa.template.JpaTemplate;
import org.apache.aries.jpa.template.TransactionType;
import org.eclipse.persistence.jpa.PersistenceProvider;
import org.jspecify.annotations.Nullable;

/** The persistence unit of a bundle on a {@link TestDatabase}, in the same transactions as plain JDBC. */
public final class TestJpa implements JpaTemplate, AutoCloseable {

    /** What the transaction of the database does, not the connection. */
    private static final Set<String> LEFT_OUT = Set.of("close", "commit", "rollback", "setAutoCommit");

    private final TestDatabase database;
    private final EntityManagerFactory factory;
    private final ThreadLocal<@Nullable Connection> current = new ThreadLocal<>();

    /** Opens the unit of {@code META-INF/persistence.xml} on the class path. */
    public TestJpa(String unit, TestDatabase database) {
        this.database = database;
        this.factory = new PersistenceProvider()
                .createEntityManagerFactory(
                        unit,
                        Map.of(
                                "javax.persistence.transactionType", "RESOURCE_LOCAL",
                                "javax.persistence.jtaDataSource", "",
                                "javax.persistence.nonJtaDataSource", dataSource()));
        if (factory == null) {
            throw new IllegalArgumentException("There is no persistence unit " + unit);
        }
    }

    @Override
    public <R> R txExpr(TransactionType type, EmFunction<R> code) {
        return database.inTransaction(connection -> {
            Connection outer = current.get();
            current.set(connection);
            EntityManager em = factory.createEntityManager();
            try {
                em.getTransaction().begin();
                R result = code.apply(em);
                em.getTransaction().commit();
                return result;
            } finally {
                if (em.getTransaction().isActive()) {
                    em.getTransaction().rollback();
                }
                em.close();
                current.set(outer);
            }
        });
    }

    @Override
    public <R> R txExpr(EmFunction<R> code) {
        return txExpr(TransactionType.Required, code);
    }

    @Override
    public void tx(TransactionType type, EmConsumer code) {
        txExpr(type, em -> {
            code.accept(em);
            return true;
        });
    }

    @Override
    public void tx(EmConsumer code) {
        tx(TransactionType.Required, code);
    }

    @Override
    public void close() {
        factory.close();
    }

    /** Gives the connection of the transaction, or outside of one a connection of its own. */
    private DataSource dataSource() {
        return proxy(DataSource.class, (method, arguments) -> {
            Connection connection = current.get();
            return method.getName().equals("getConnection") && connection != null
                    ? unmanaged(connection)
                    : method.invoke(database.dataSource(), arguments);
        });
    }

    private static Connection unmanaged(Connection connection) {
        return proxy(
                Connection.class,
                (method, arguments) ->
                        LEFT_OUT.contains(method.getName()) ? null : method.invoke(connection, arguments));
    }

    /** What a proxy does. */
    private interface Call {
        @Nullable
        Object call(java.lang.reflect.Method method, @Nullable Object @Nullable [] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(
                TestJpa.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    try {
                        return call.call(method, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
