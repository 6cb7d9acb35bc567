package org.gallra.extract.pdf;

import java.time.Instant;

/**
 * A file that travels inside a document.
 *
 * @param name its name
 * @param type its media type
 * @param description what it is, for people
 * @param madeAt when it was made (UTC)
 * @param bytes what it holds
 */
record Attachment(String name, String type, String description, Instant madeAt, byte[] bytes) {

    /** Returns the name only. */
    @Override
    public String toString() {
        return name;
    }
}
