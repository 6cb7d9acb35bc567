package org.gallra.api.personaldata;

import org.osgi.annotation.versioning.ProviderType;

/** How far a {@link Statistic} tells values apart. */
@ProviderType
public enum Granularity {
    /** Every value is a group. */
    VALUE,
    /** Every month of every year is a group (UTC). */
    MONTH,
    /** Every year is a group (UTC). */
    YEAR
}
