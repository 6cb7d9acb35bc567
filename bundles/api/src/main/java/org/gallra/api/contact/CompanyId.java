package org.gallra.api.contact;

import java.util.Objects;
import java.util.UUID;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The public id of a company.
 *
 * @param value a random UUID
 */
@ProviderType
public record CompanyId(UUID value) {

    /** Checks for null. */
    public CompanyId {
        Objects.requireNonNull(value);
    }

    /**
     * Reads an id from text.
     *
     * @throws GallraException {@code NOT_FOUND} if it is no UUID: such a company cannot exist
     */
    public static CompanyId parse(String text) {
        try {
            return new CompanyId(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            throw unknown();
        }
    }

    /** Returns the error for an id that no company has. */
    public static GallraException unknown() {
        return GallraException.notFound(new Text(
                "Företaget finns inte (längre). Sök fram det på nytt.",
                "There is no such company (any more). Look it up again."));
    }

    /** Returns the UUID in its usual form. */
    @Override
    public String toString() {
        return value.toString();
    }
}
