package org.gallra.api.personaldata;

/** What the register extract does with a value. */
public enum ExtractPolicy {
    /** Shows it. */
    INCLUDE,
    /** Leaves it out and says so, with the declared ground. */
    WITHHOLD
}
