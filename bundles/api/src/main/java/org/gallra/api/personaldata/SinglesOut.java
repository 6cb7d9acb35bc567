package org.gallra.api.personaldata;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Declares that the value of a persistent attribute, which an anonymization leaves, can single a person out together with what
 * others know: the only contact at a company, an exact time, a rare amount (PRIVACY.md e11).
 *
 * <p>The check before the act counts how many people share the value, and offers the measure. Whoever orders the act
 * decides; nothing is changed unless it is chosen. For an attribute that is {@link NotPersonal}, a link, or a
 * {@link PersonalField} of strategy {@link Strategy#KEEP}: every other field of the kinds {@link FieldKind#QUASI_IDENTIFIER} and
 * {@link FieldKind#FREE_TEXT} is looked at anyway and has a strategy of its own.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.FIELD, ElementType.METHOD})
@ProviderType
public @interface SinglesOut {

    /** The name shown to people: a {@code %key} of the bundle's localization. */
    String label();

    /**
     * How the value may be made coarser: MONTH, YEAR, BUCKET, CLEAR, or UNLINK for a link. {@link Strategy#KEEP}: not at all,
     * such as a day that bookkeeping needs; the check counts it without an offer.
     */
    Strategy measure() default Strategy.KEEP;

    /** The size of a bucket for {@link Strategy#BUCKET}. */
    long bucket() default 1000;
}
