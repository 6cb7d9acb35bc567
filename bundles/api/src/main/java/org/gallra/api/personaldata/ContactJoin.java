package org.gallra.api.personaldata;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A join table between a record and contacts. When a contact is deleted its rows in the join table go; the record stays
 * for the others.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({})
@ProviderType
public @interface ContactJoin {

    /** The join table. */
    String table();

    /** Its column that holds the key of the record's row. */
    String row();

    /** Its column that holds the key of the contact. */
    String contact();
}
