package org.gallra.api.personaldata;

import org.osgi.annotation.versioning.ProviderType;

/** What an anonymization does with a value. */
@ProviderType
public enum Strategy {
    /** Removes the value: null, or an empty text or zero where the column forbids null. */
    CLEAR,
    /** Writes the declared replacement text. */
    LABEL,
    /** Writes a random value, new for each row, for columns that are unique; never derived from the old value. */
    TOKEN,
    /** Keeps year and month of a time: the first instant of the month (UTC). */
    MONTH,
    /** Keeps the year of a time: its first instant (UTC). */
    YEAR,
    /** Rounds a number down to a multiple of the declared bucket. */
    BUCKET,
    /** Removes the link in this column. */
    UNLINK,
    /** Deletes the whole row. */
    DELETE_ROW,
    /** Keeps the value; only with a ground. */
    KEEP
}
