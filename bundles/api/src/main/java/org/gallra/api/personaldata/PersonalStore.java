package org.gallra.api.personaldata;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Declares personal data that stands in no table. Goes on the class that implements {@link PersonalDataStore} and is
 * registered as a service.
 *
 * <p>The annotation processor writes it into the same {@code META-INF/gallra/personal-data.json} as the records, so the
 * core knows of the store also while the bundle is stopped or gone, and says then that the store could not be asked.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
@ProviderType
public @interface PersonalStore {

    /** The id, {@code <owner>.<store>} in lower case, unique among all records and stores; kept for ever. */
    String id();

    /** The name in the plural shown to people: a {@code %key} of the bundle's localization (sv and en). */
    String label();

    /** What it is. */
    StoreKind kind();

    /** What its items hold; at least one. */
    StoreField[] fields();

    /** Whether every anonymization empties it, whatever is chosen; otherwise it can be chosen as a whole. */
    boolean mandatory() default true;

    /** Why the data is processed, a {@code %key}; empty if the contact's own purpose says it. */
    String purpose() default "";

    /** The legal basis, a {@code %key}; empty if the contact's own says it. */
    String legalBasis() default "";

    /** Where the data comes from, a {@code %key}; empty if unknown. */
    String source() default "";

    /** How long it is kept or by what criterion, a {@code %key}; empty if the contact's own rule says it. */
    String retention() default "";

    /** Who receives it, a {@code %key}; empty if nobody. */
    String recipients() default "";
}
