package org.gallra.api.ui;

import java.io.IOException;
import java.util.List;
import org.gallra.api.Text;
import org.gallra.api.access.Permission;
import org.gallra.api.contact.ContactId;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * An entry that a bundle adds to "Handle marked" below the list of contacts. Register it as a service; it appears at the next rendering and
 * is gone when the service goes, after which its address answers 410.
 *
 * <p>The core draws the page that asks what is to be done, with how many contacts are marked, keeps what was typed when it is refused, and
 * says how many were treated. Introduced within a time budget of 200 ms; the rest is called from a request thread, in no transaction, and
 * checks the rights by its service.
 */
@ConsumerType
public interface UiBulkAction {

    /**
     * Returns the last part of its address {@code /ui/bulk/<symbolic name>/<path>}: lower case letters, digits and hyphens; unique within
     * the bundle.
     */
    String path();

    /** Returns its order in the menu, lowest first; the core's own stand before. */
    int rank();

    /** Returns the text of the entry, also the heading of its page, such as "Register for an event". */
    Text label();

    /** Returns the name of a Bootstrap icon, such as {@code calendar-plus}. */
    String icon();

    /** Returns the right that a user needs to see it. */
    default Permission permission() {
        return Permission.WRITE;
    }

    /** Writes the inputs, named as the fields are that errors name. */
    default void draw(RecordForm form) throws IOException {}

    /**
     * Does it. Called for at most 200 contacts at a time, so that nobody waits long for the locks of a call's transaction; what calls before
     * one that throws have done stays. Leave out contacts that it does not concern (any more).
     *
     * @param contacts ids of contacts, each once over all calls; some may be anonymized, restricted or deleted meanwhile
     * @return how many contacts it treated
     * @throws org.gallra.api.GallraException {@code INVALID} naming each field that is wrong, {@code CONFLICT}; both show the page again
     */
    int act(List<ContactId> contacts, SentForm sent);
}
