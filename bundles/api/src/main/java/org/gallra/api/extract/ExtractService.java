package org.gallra.api.extract;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.access.Permission;
import org.gallra.api.contact.ContactId;
import org.osgi.annotation.versioning.ProviderType;

/** Makes the register extract. Thread-safe. */
@ProviderType
public interface ExtractService {

    /**
     * A format that can be asked for: what an {@link ExtractFormat} says of itself.
     *
     * @param id the id, such as {@code json}
     * @param label the name shown to people
     * @param mediaType the media type
     * @param extension the ending of the file name, without dot
     * @param inline whether browsers show it in a page rather than save it
     */
    @ProviderType
    record Format(String id, Text label, String mediaType, String extension, boolean inline) {}

    /**
     * Collects everything that is held about the contact, from every bundle, stopped and departed ones included. A bundle
     * that cannot be read becomes a named gap. What identifies other people is masked unless the order says otherwise; that
     * it was not is logged, without the reason. Needs {@link Permission#EXTRACT}.
     *
     * @throws GallraException {@code NOT_FOUND}, {@code FORBIDDEN}; {@code INVALID} naming {@code lang}, {@code request},
     *     {@code reason} or {@code leftOut}
     */
    RegisterExtract extract(ContactId contact, ExtractOrder order);

    /**
     * Returns what an extract can do without, by bundle and record id: all kinds of data about contacts but the contact itself.
     */
    List<RegisterExtract.Part> parts();

    /** Returns the formats that can be asked for, those for pages first, then by id; one that fails is left out. */
    List<Format> formats();

    /**
     * Returns the format with the id.
     *
     * @throws GallraException {@code INVALID} that names the formats there are
     */
    Format format(String id);

    /**
     * Writes an extract in its language within a minute; does not close the stream.
     *
     * @throws GallraException {@code UNAVAILABLE} if the format fails or is gone; what was written until then is worthless
     * @throws IOException if the stream fails
     */
    void write(RegisterExtract extract, Format format, OutputStream out) throws IOException;
}
