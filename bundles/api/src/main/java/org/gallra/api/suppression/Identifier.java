package org.gallra.api.suppression;

import java.util.Objects;
import org.gallra.api.personaldata.Recognition;
import org.osgi.annotation.versioning.ProviderType;

/**
 * An address or number of a person as somebody wrote it.
 *
 * @param kind what it is
 * @param value the value in any spelling; personal data
 */
@ProviderType
public record Identifier(Recognition kind, String value) {

    /** Checks for null. */
    public Identifier {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(value);
    }

    /** Returns the kind only. */
    @Override
    public String toString() {
        return "Identifier[" + kind + "]";
    }
}
