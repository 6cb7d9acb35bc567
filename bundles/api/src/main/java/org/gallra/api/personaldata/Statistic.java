package org.gallra.api.personaldata;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Declares a figure that reports draw from the rows of a {@link PersonalRecord}: how many rows there are, and the sum of an
 * attribute if one is named, in each group.
 *
 * <p>It is a report of the page <em>Statistik</em> ({@link org.gallra.api.statistic.StatisticService}). If rows are grouped by an attribute
 * in a column {@code currency} too, what is added up is told for each currency.
 *
 * <p>Every receipt says of it whether it is the same as before the act (PRIVACY.md e12). It reads no attribute that names a
 * person and no running text.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
@Repeatable(Statistics.class)
@ProviderType
public @interface Statistic {

    /** The name, in lower case with dashes, unique within the record; kept for ever. The id is {@code <record>.<name>}. */
    String name();

    /** The name shown to people: a {@code %key} of the bundle's localization (sv and en). */
    String label();

    /** What the rows are grouped by; empty for one figure over all rows. */
    By[] by() default {};

    /** The attribute that is added up, a number; empty if rows are counted only. A missing value counts as zero. */
    String sum() default "";
}
