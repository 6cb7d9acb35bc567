package org.gallra.api.personaldata;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.versioning.ProviderType;

/** One thing by which a {@link Statistic} groups rows. Rows without a value are a group of their own. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({})
@ProviderType
public @interface By {

    /** The attribute; may be a link to a company. */
    String value();

    /** How far a time is told apart; for {@code LocalDate} and {@code Instant} only, in UTC. */
    Granularity each() default Granularity.VALUE;
}
