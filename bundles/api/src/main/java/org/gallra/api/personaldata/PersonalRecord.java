package org.gallra.api.personaldata;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Declares that the rows of a JPA entity hold personal data, and how a row leads to its person.
 *
 * <p>The annotation processor {@code org.gallra.processor} reads it at compile time, refuses every persistent attribute
 * that nobody classified, and writes {@code META-INF/gallra/personal-data.json} into the bundle. From that file alone the
 * core extracts, anonymizes and deletes the rows; no code of the bundle is called. The entity needs exactly one
 * {@code @Id} attribute that is a single column.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
@ProviderType
public @interface PersonalRecord {

    /** The id, {@code <owner>.<record>} in lower case, unique among all bundles; kept for ever. */
    String id();

    /** The name in the plural shown to people: a {@code %key} of the bundle's localization (sv and en). */
    String label();

    /**
     * The attributes that hold the key of a contact. The entity's own {@code @Id} says that a row is a contact. Several
     * attributes: the row is about each of these contacts.
     */
    String[] contact() default {};

    /** The attributes that hold the key of a company. The entity's own {@code @Id} says that a row is a company. */
    String[] company() default {};

    /** Join tables that lead from a row to several contacts, such as the participants of a meeting. */
    ContactJoin[] contacts() default {};

    /** Join tables that lead from a row to several companies. */
    CompanyJoin[] companies() default {};

    /** The record that this one is a part of, whose people are its people. */
    ParentLink parent() default @ParentLink(attribute = "", record = "");

    /**
     * The attribute of type {@code Instant} that an anonymization sets to its time. A row in which it is set is not
     * anonymized again. Empty if there is none.
     */
    String anonymizedAt() default "";

    /** Whose data it is. Records about users are in the register, but no act on contacts touches them. */
    DataSubject subject() default DataSubject.CONTACT;

    /** Why the data is processed, a {@code %key}, for all fields that do not say it themselves. */
    String purpose() default "";

    /** The legal basis, a {@code %key}, for all fields that do not say it themselves. */
    String legalBasis() default "";

    /** Where the data comes from, a {@code %key}, for all fields that do not say it themselves. */
    String source() default "";

    /** How long it is kept or by what criterion, a {@code %key}, for all fields that do not say it themselves. */
    String retention() default "";

    /** Who receives it, a {@code %key}, for all fields that do not say it themselves. */
    String recipients() default "";
}
