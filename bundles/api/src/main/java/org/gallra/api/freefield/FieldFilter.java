package org.gallra.api.freefield;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A condition on a free field.
 *
 * @param field the field's key
 * @param is what must hold
 * @param value what it is compared with, as people write it; null for EMPTY and FILLED
 */
@ProviderType
public record FieldFilter(String field, Is is, @Nullable String value) {

    /** What must hold. */
    @ProviderType
    public enum Is {
        /** There is no value. */
        EMPTY,
        /** There is a value. */
        FILLED,
        /** It is this one; case does not matter; of several choices one is enough. */
        EQUAL,
        /** A text holds this one; case and marks such as that of é do not matter. Anything but a text is equal to it. */
        CONTAINS,
        /** The number, day or time is this one or a greater one. */
        AT_LEAST,
        /** The number, day or time is this one or a lesser one. */
        AT_MOST
    }

    /** Returns the field and the kind only. */
    @Override
    public String toString() {
        return "FieldFilter[" + field + ", " + is + "]";
    }
}
