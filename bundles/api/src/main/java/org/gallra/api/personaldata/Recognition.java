package org.gallra.api.personaldata;

import org.osgi.annotation.versioning.ProviderType;

/** By what a person who was erased is recognized when somebody enters her again. */
@ProviderType
public enum Recognition {
    /** Not by this value. */
    NONE,
    /** An e-mail address of the person's own. */
    EMAIL,
    /** A phone number of the person's own, in any usual spelling; without a country it is Swedish. */
    PHONE
}
