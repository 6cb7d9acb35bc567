package org.gallra.api.personaldata;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.versioning.ProviderType;

/** Declares that a persistent attribute says something about a person, and what becomes of it. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.FIELD, ElementType.METHOD})
@ProviderType
public @interface PersonalField {

    /** The name shown to people: a {@code %key} of the bundle's localization (sv and en). */
    String label();

    /** What kind of data it is. */
    DataCategory category() default DataCategory.OTHER;

    /** How it leads to a person. */
    FieldKind kind() default FieldKind.BUSINESS;

    /** What an anonymization does with the value. */
    Strategy anonymize();

    /** Whether every anonymization takes it, whatever is chosen. The core's own cannot be loosened. */
    boolean mandatory() default false;

    /** The ground for {@link Strategy#KEEP}, a {@code %key}; required for it. */
    String ground() default "";

    /**
     * Whether a row in which the attribute is set stays when its person or company is deleted, such as a sale that has been
     * invoiced. The row loses its links to those who are deleted and all values that an anonymization of everything takes;
     * preview and receipt count it and name the {@link #ground}. Needs {@link Strategy#KEEP}; at most one attribute of a
     * record, whose links are all columns that allow null.
     */
    boolean keepsRow() default false;

    /** The text that {@link Strategy#LABEL} writes; the same in all languages, since it is stored. */
    String replacement() default "";

    /** The size of a bucket for {@link Strategy#BUCKET}: 10 turns 47 into 40. */
    long bucket() default 10;

    /** What the register extract does with the value. */
    ExtractPolicy extract() default ExtractPolicy.INCLUDE;

    /** Whether the person provided it, so that it belongs to the portable data of GDPR article 20. */
    boolean provided() default false;

    /** Why the data is processed, a {@code %key}; empty for the record's own. */
    String purpose() default "";

    /** The legal basis, a {@code %key}; empty for the record's own. */
    String legalBasis() default "";

    /** Where the data comes from, a {@code %key}; empty for the record's own. */
    String source() default "";

    /** How long it is kept or by what criterion, a {@code %key}; empty for the record's own. */
    String retention() default "";

    /** Who receives it, a {@code %key}; empty for the record's own. */
    String recipients() default "";

    /**
     * Whether the value is an address or a number by which the person is recognized when she is entered again after her
     * erasure. What an erased person had here goes into the list against re-creation as a keyed hash. Needs a text, and a
     * record whose only way to people is one {@code contact}.
     */
    Recognition recognition() default Recognition.NONE;
}
