package org.gallra.api.freefield;

import java.util.List;
import org.gallra.api.Text;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A type of record that takes free fields. Register it as a service, so that administrators can define some, and hand it to
 * {@link FreeFields} where records are written and read.
 *
 * <p>The values lie in a table of the owner's own bundle, which declares it like any other, so that values are extracted,
 * anonymized and deleted by the core: a part of the record with the columns {@code id}, {@code record_id} (the record's key),
 * {@code field_key}, {@code field_value}, {@code value_key} and, unless every field is {@link #personal}, {@code plain_value} and
 * {@code plain_key}; see docs/vendors.md. Everything here is asked often and has to be constant.
 */
@ConsumerType
public interface FreeFieldOwner {

    /** Returns the id, lower case letters, digits, dots and hyphens, at most 40 characters; kept for ever. */
    String id();

    /** Returns the name of the records in the plural. */
    Text label();

    /** Returns the table of the records, whose key is {@code id}. */
    String recordTable();

    /** Returns the id of the declared record type that holds the values; its attributes are {@code field} and {@code value}. */
    default String valueRecord() {
        return id() + ".field";
    }

    /** Returns the table that holds the values: lower case letters, digits and underscores. */
    default String valueTable() {
        return recordTable() + "_field";
    }

    /** Returns an SQL condition on {@link #recordTable} that a record can still be filled in, such as that it is not anonymized. */
    default String living() {
        return "1 = 1";
    }

    /** Tells whether a record is one person, so that each of its fields is personal data. */
    default boolean personal() {
        return false;
    }

    /** Returns the fields of its own that an administrator can make mandatory, in the order of the form. */
    default List<Standard> standardFields() {
        return List.of();
    }

    /**
     * A field that the record type has anyway.
     *
     * @param name its name in JSON
     * @param label the name shown to people
     * @param column its column in {@link FreeFieldOwner#recordTable}
     */
    @ProviderType
    record Standard(String name, Text label, String column) {}
}
