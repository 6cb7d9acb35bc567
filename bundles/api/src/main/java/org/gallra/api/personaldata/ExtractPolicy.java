package org.gallra.api.personaldata;

import org.osgi.annotation.versioning.ProviderType;

/** What the register extract does with a value. */
@ProviderType
public enum ExtractPolicy {
    /** Shows it. */
    INCLUDE,
    /** Leaves it out and says so, with the declared ground. */
    WITHHOLD
}
