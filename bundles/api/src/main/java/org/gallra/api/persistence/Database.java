package org.gallra.api.persistence;

import java.sql.Connection;
import java.sql.SQLException;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The one database that all bundles share, and its transactions.
 *
 * <p>A service method that changes something runs in one transaction over all bundles: JPA units and plain JDBC join the
 * same one. Thread-safe.
 */
@ProviderType
public interface Database {

    /** The database products that Gallra runs on. */
    @ProviderType
    enum Kind {
        /** Apache Derby, embedded. */
        DERBY,
        /** PostgreSQL 15 or later. */
        POSTGRESQL
    }

    /**
     * Work with a connection.
     *
     * @param <T> the result
     */
    @FunctionalInterface
    @ConsumerType
    interface Work<T> {
        /** Does the work; the connection is closed by the caller. */
        T run(Connection connection) throws SQLException;
    }

    /** Returns the product in use; may change when an administrator switches the data source. */
    Kind kind();

    /**
     * Runs the work in the current transaction, or in a new one that is committed at the end.
     *
     * <p>Any exception marks the transaction for rollback and is thrown on; an {@link SQLException} as
     * {@link StorageException} without the driver's text.
     */
    <T> T inTransaction(Work<T> work);

    /** Runs the work in a transaction of its own; the current one, if any, is suspended meanwhile. */
    <T> T inNewTransaction(Work<T> work);

    /** Runs the work in the current transaction, or without one and with a read-only connection. */
    <T> T read(Work<T> work);

    /**
     * Runs the work on a connection of its own without a transaction: each statement is committed by itself, unless the work
     * says otherwise. For maintenance that databases refuse in a transaction; the current one, if any, is suspended meanwhile.
     */
    <T> T outside(Work<T> work);

    /**
     * Runs the work as {@link #outside} does, for what changes, rewrites or measures tables. Embedded Derby forgets the keys that it
     * had ready when that happens, and refuses transactions that need some at the same moment: there it waits a few seconds until none
     * runs, and lets none begin before it has ended. A few seconds are all: it is no lock. Not for work that takes long.
     */
    <T> T alone(Work<T> work);
}
