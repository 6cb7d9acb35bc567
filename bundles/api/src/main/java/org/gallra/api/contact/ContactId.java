package org.gallra.api.contact;

import java.util.Objects;
import java.util.UUID;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The public id of a contact. It changes when the contact is anonymized, so that old links lead nowhere.
 *
 * @param value a random UUID
 */
@ProviderType
public record ContactId(UUID value) {

    /** Checks for null. */
    public ContactId {
        Objects.requireNonNull(value);
    }

    /**
     * Reads an id from text.
     *
     * @throws GallraException {@code NOT_FOUND} if it is no UUID: such a contact cannot exist
     */
    public static ContactId parse(String text) {
        try {
            return new ContactId(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            throw unknown();
        }
    }

    /** Returns the error for an id that no contact has. */
    public static GallraException unknown() {
        return GallraException.notFound(new Text(
                "Kontaktpersonen finns inte (längre). Sök fram den på nytt.",
                "There is no such contact (any more). Look it up again."));
    }

    /** Returns the UUID in its usual form. */
    @Override
    public String toString() {
        return value.toString();
    }
}
