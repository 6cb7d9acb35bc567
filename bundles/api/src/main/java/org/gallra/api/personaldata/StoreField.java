package org.gallra.api.personaldata;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.versioning.ProviderType;

/** One value that the items of a {@link PersonalStore} hold. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({})
@ProviderType
public @interface StoreField {

    /** Its name within the store, letters and digits; its id is the store's id, a dot and this name. */
    String name();

    /** The name shown to people: a {@code %key} of the bundle's localization (sv and en). */
    String label();

    /** The type of its values. */
    ColumnType type() default ColumnType.TEXT;

    /** What kind of data it is. */
    DataCategory category() default DataCategory.OTHER;

    /** How it leads to a person. */
    FieldKind kind() default FieldKind.BUSINESS;

    /** Whether the person provided it, so that it belongs to the portable data of GDPR article 20. */
    boolean provided() default false;
}
