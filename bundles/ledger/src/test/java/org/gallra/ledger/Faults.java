package org.gallra.ledger;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.StorageException;
import org.gallra.testing.TestDatabase;
import org.jspecify.annotations.Nullable;

/**
 * A database that fails at a step: at a statement, before a commit, or behind one, when nobody hears that it happened. What the
 * ledger's disk is asked for are steps too.
 */
final class Faults implements Database {

    /** What becomes of the server at the step. */
    enum Fall {
        /** One step fails; the server goes on. */
        ONCE,
        /** From that step on nothing works any more until the server is started anew. */
        DEAD
    }

    private final TestDatabase real;
    private int left = -1;
    private Fall fall = Fall.ONCE;
    private boolean struck;

    Faults(TestDatabase real) {
        this.real = real;
    }

    /** Fails at the step with this number, counted from 0. */
    synchronized void arm(int step, Fall how) {
        left = step;
        fall = how;
        struck = false;
    }

    /** Works again; returns whether it failed. */
    synchronized boolean disarm() {
        left = -1;
        return struck;
    }

    /** Tells whether this step fails. */
    synchronized boolean strikes() {
        if (left < 0) {
            return false;
        }
        boolean strikes = struck ? fall == Fall.DEAD : left-- == 0;
        struck |= strikes;
        if (struck) {
            left = 0;
        }
        return strikes;
    }

    private void step() throws SQLException {
        if (strikes()) {
            throw new SQLException("Connection lost", "08006");
        }
    }

    private <T> T behind(T result) {
        if (strikes()) {
            throw new StorageException("Committing a transaction", "08007");
        }
        return result;
    }

    private <T> Work<T> watched(Work<T> work) {
        return connection -> {
            T result = work.run(watched(Connection.class, connection));
            step();
            return result;
        };
    }

    @Override
    public Kind kind() {
        return real.kind();
    }

    @Override
    public <T> T inTransaction(Work<T> work) {
        return behind(real.inTransaction(watched(work)));
    }

    @Override
    public <T> T inNewTransaction(Work<T> work) {
        return behind(real.inNewTransaction(watched(work)));
    }

    @Override
    public <T> T read(Work<T> work) {
        return real.read(watched(work));
    }

    @Override
    public <T> T outside(Work<T> work) {
        return real.outside(watched(work));
    }

    @Override
    public <T> T alone(Work<T> work) {
        return real.alone(watched(work));
    }

    private <T> T watched(Class<T> type, T target) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            if (method.getName().startsWith("execute")) {
                step();
            }
            return made(called(method, target, arguments));
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), types(target, type), handler));
    }

    private @Nullable Object made(@Nullable Object result) {
        return result instanceof Statement statement ? watched(Statement.class, statement) : result;
    }

    private static <T> Class<?>[] types(T target, Class<T> type) {
        for (Class<?> more : new Class<?>[] {java.sql.CallableStatement.class, java.sql.PreparedStatement.class}) {
            if (more.isInstance(target)) {
                return new Class<?>[] {more};
            }
        }
        return new Class<?>[] {type};
    }

    private static @Nullable Object called(Method method, Object target, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
