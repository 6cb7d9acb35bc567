package org.gallra.api.personaldata;

import org.osgi.annotation.versioning.ProviderType;

/** The kinds of column value that the core reads and writes by declaration. */
@ProviderType
public enum ColumnType {
    /** Text. */
    TEXT,
    /** A whole number. */
    INTEGER,
    /** A number with decimals. */
    DECIMAL,
    /** Yes or no. */
    BOOLEAN,
    /** A day without time. */
    DATE,
    /** A time of day. */
    TIME,
    /** An instant, stored as a UTC timestamp. */
    INSTANT,
    /** A UUID, stored as text of 36 characters. */
    UUID,
    /** Bytes. */
    BINARY
}
