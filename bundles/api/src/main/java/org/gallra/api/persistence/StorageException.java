package org.gallra.api.persistence;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The database failed.
 *
 * <p>Carries the SQL state but never the driver's text, which may hold values of rows. The transaction is lost.
 */
@ProviderType
public class StorageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String sqlState;

    /** Makes an exception from what was being done and the SQL state ({@code null} becomes {@code "?????"}). */
    public StorageException(String doing, @Nullable String sqlState) {
        super(doing + " failed with SQL state " + (sqlState == null ? "?????" : sqlState));
        this.sqlState = sqlState == null ? "?????" : sqlState;
    }

    /** Returns the SQL state, five characters. */
    public String sqlState() {
        return sqlState;
    }

    /** Tells whether a unique key or another constraint refused the row. */
    public boolean constraintViolated() {
        return sqlState.startsWith("23");
    }

    /** Tells whether the transaction lost against another one and may be tried again. */
    public boolean transientConflict() {
        return sqlState.startsWith("40");
    }
}
