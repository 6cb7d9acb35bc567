package org.gallra.api.ui;

import java.io.IOException;
import java.util.UUID;
import org.gallra.api.Text;
import org.gallra.api.access.Permission;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The page on which people change a record of a bundle. Register it as a service; the core draws the page around it, keeps what was typed
 * when it is refused, and shows each error at its field. {@link Markup#change} writes the link that leads to it.
 *
 * <p>Called from a request thread, in no transaction; the service that is asked checks the rights. The page is gone when the service goes,
 * after which its address answers 410.
 */
@ConsumerType
public interface UiRecordForm {

    /**
     * Returns the last part of its address before the record's id, {@code /ui/records/<symbolic name>/<path>/<id>}: lower case letters,
     * digits and hyphens; unique within the bundle. Also the id of the list on cards and pages to which people come back.
     */
    String path();

    /** Returns its heading, such as "Change the activity". */
    Text title();

    /** Returns the right that a user needs to see it. */
    default Permission permission() {
        return Permission.WRITE;
    }

    /**
     * Writes the record's version and the inputs, named as the fields are that errors name.
     *
     * @throws org.gallra.api.GallraException {@code NOT_FOUND} if there is no such record (any more)
     */
    void draw(UUID record, RecordForm form) throws IOException;

    /**
     * Changes the record if it still has the version that was sent.
     *
     * @throws org.gallra.api.GallraException {@code INVALID} naming each field that is wrong, {@code STALE} if somebody else was faster,
     *     {@code CONFLICT}; each of them shows the page again with what was typed
     */
    void save(UUID record, SentForm sent);
}
