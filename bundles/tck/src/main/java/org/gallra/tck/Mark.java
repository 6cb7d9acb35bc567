package org.gallra.tck;

import org.gallra.api.personaldata.FieldDeclaration;
import org.gallra.api.personaldata.Strategy;
import org.jspecify.annotations.Nullable;

/**
 * A value that was put into one field of one row.
 *
 * @param field the field
 * @param value the value, as {@link Canonical} writes it
 * @param search by what it is found anywhere, or null if it is too short or too common
 */
record Mark(FieldDeclaration field, String value, @Nullable String search) {

    /** Tells whether an anonymization of everything takes it. */
    boolean goes() {
        return field.strategy() != Strategy.KEEP;
    }
}
