package org.gallra.persistence;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.function.Supplier;
import javax.sql.DataSource;
import javax.transaction.InvalidTransactionException;
import javax.transaction.NotSupportedException;
import javax.transaction.Status;
import javax.transaction.SystemException;
import javax.transaction.Transaction;
import javax.transaction.TransactionManager;
import org.gallra.api.persistence.Database;
import org.gallra.api.persistence.StorageException;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The shared data source under the one transaction manager that the JPA units use as well. */
@Component(service = Database.class)
public final class JtaDatabase implements Database {

    private static final Logger LOG = LoggerFactory.getLogger(JtaDatabase.class);

    /** Long enough for a large batch on embedded Derby. */
    private static final int TIMEOUT_SECONDS = 3600;

    /** Nobody knows whether a transaction was committed. */
    private static final String RESOLUTION_UNKNOWN = "08007";

    private final DataSource dataSource;
    private final TransactionManager transactions;
    private final Quiet quiet;
    private final Kind kind;

    /** Takes the data source of the configuration file and reads its product. */
    @Activate
    public JtaDatabase(
            @Reference(target = "(osgi.jndi.service.name=gallra)") DataSource dataSource,
            @Reference TransactionManager transactions,
            @Reference Quiet quiet)
            throws SQLException {
        this.dataSource = dataSource;
        this.transactions = transactions;
        this.quiet = quiet;
        this.kind = Databases.kind(dataSource);
    }

    /**
     * Lets embedded Derby write what is still dirty. Its engine interrupts its own writer when it stops, and whoever is cut off
     * in the head of a file tries for a minute to write it again.
     */
    @Deactivate
    public void stop() {
        if (kind == Kind.DERBY) {
            try (Connection connection = dataSource.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("CALL SYSCS_UTIL.SYSCS_CHECKPOINT_DATABASE()");
            } catch (SQLException | RuntimeException e) {
                LOG.debug("No checkpoint at the stop: {}", e.toString());
            }
        }
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public <T> T inTransaction(Work<T> work) {
        return active() ? join(work) : begin(work);
    }

    @Override
    public <T> T inNewTransaction(Work<T> work) {
        Transaction outer = suspend();
        try {
            return begin(work);
        } finally {
            resume(outer);
        }
    }

    @Override
    public <T> T read(Work<T> work) {
        return active() ? join(work) : quietly(() -> connected(work));
    }

    @Override
    public <T> T outside(Work<T> work) {
        Transaction outer = suspend();
        try {
            return connected(connection -> {
                int before = Databases.unhurried(connection, kind);
                try {
                    return work.run(connection);
                } finally {
                    Databases.hurried(connection, kind, before);
                }
            });
        } finally {
            resume(outer);
        }
    }

    @Override
    @SuppressWarnings("try") // closed, and not asked
    public <T> T alone(Work<T> work) {
        if (kind == Kind.POSTGRESQL) {
            return outside(work);
        }
        boolean alone = quiet.alone();
        try {
            return outside(connection -> {
                try (DerbyKeys.Taking keys = () -> DerbyKeys.take(connection)) {
                    return work.run(connection);
                }
            });
        } finally {
            quiet.free(alone);
        }
    }

    private <T> T join(Work<T> work) {
        boolean done = false;
        try {
            T result = connected(work);
            done = true;
            return result;
        } finally {
            if (!done) {
                rollbackOnly();
            }
        }
    }

    private <T> T begin(Work<T> work) {
        return quietly(() -> transacted(work));
    }

    /** Not while a table of Derby is written anew: one of the two would lose. */
    private <T> T quietly(Supplier<T> work) {
        if (kind == Kind.POSTGRESQL) {
            return work.get();
        }
        quiet.enter();
        try {
            return work.get();
        } finally {
            quiet.leave();
        }
    }

    private <T> T transacted(Work<T> work) {
        try {
            transactions.setTransactionTimeout(TIMEOUT_SECONDS);
            transactions.begin();
        } catch (NotSupportedException | SystemException e) {
            throw failed("Beginning a transaction");
        }
        T result;
        boolean done = false;
        try {
            result = connected(work);
            done = true;
        } finally {
            if (!done) {
                rollback();
            }
        }
        try {
            if (transactions.getStatus() == Status.STATUS_MARKED_ROLLBACK) {
                rollback();
                throw failed("A transaction that a part of it marked for rollback");
            }
            transactions.commit();
        } catch (Exception e) {
            if (e instanceof StorageException storage) {
                throw storage;
            }
            throw new StorageException(
                    "Committing a transaction", Objects.requireNonNullElse(Databases.sqlState(e), RESOLUTION_UNKNOWN));
        }
        return result;
    }

    private <T> T connected(Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            return work.run(connection);
        } catch (SQLException e) {
            throw new StorageException("A statement", Databases.sqlState(e));
        }
    }

    private boolean active() {
        try {
            int status = transactions.getStatus();
            return status == Status.STATUS_ACTIVE || status == Status.STATUS_MARKED_ROLLBACK;
        } catch (SystemException e) {
            throw failed("Asking for the transaction");
        }
    }

    private @Nullable Transaction suspend() {
        try {
            return transactions.suspend();
        } catch (SystemException e) {
            throw failed("Suspending a transaction");
        }
    }

    private void resume(@Nullable Transaction outer) {
        if (outer == null) {
            return;
        }
        try {
            transactions.resume(outer);
        } catch (InvalidTransactionException | SystemException e) {
            throw failed("Resuming a transaction");
        }
    }

    private void rollbackOnly() {
        try {
            transactions.setRollbackOnly();
        } catch (SystemException e) {
            throw failed("Marking a transaction for rollback");
        }
    }

    private void rollback() {
        try {
            transactions.rollback();
        } catch (SystemException e) {
            throw failed("Rolling back a transaction");
        }
    }

    private static StorageException failed(String doing) {
        return new StorageException(doing, null);
    }
}
