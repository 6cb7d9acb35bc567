package org.gallra.api.personaldata;

import org.osgi.annotation.versioning.ProviderType;

/** How a value leads to a person. */
@ProviderType
public enum FieldKind {
    /** Names the person: name, address, number. */
    IDENTIFIER,
    /** Singles someone out together with other values: title, department, date. */
    QUASI_IDENTIFIER,
    /** Running text, which may name anybody; recommended to be anonymized. */
    FREE_TEXT,
    /** A password, token or the like: never part of an extract. */
    SECRET,
    /** Any other value about the person. */
    BUSINESS
}
