package org.gallra.api.extract;

import java.io.IOException;
import java.io.OutputStream;
import org.gallra.api.Text;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A format of the register extract. A bundle adds one by registering a service; the newest one of an id wins.
 *
 * <p>Called from request threads, several at a time. It writes everything that the extract holds, and opens no connection
 * of its own. What it says of itself is asked for once and does not change. Formats made of tables take them from {@link ExtractSheets}. The service property {@link #FORMAT} lets another
 * format build upon one.
 */
@ConsumerType
public interface ExtractFormat {

    /** The service property that repeats the id, for formats that build upon this one; optional. */
    String FORMAT = "gallra.extract.format";

    /** Returns the id that callers ask for, such as {@code json}; lower case letters and digits. */
    String id();

    /** Returns the name shown to people. */
    Text label();

    /** Returns the media type with charset where it applies. */
    String mediaType();

    /** Returns the ending of the file name, without dot. */
    String extension();

    /** Returns whether browsers show it in a page rather than save it. */
    default boolean inline() {
        return false;
    }

    /** Writes the extract in its language; does not close the stream. */
    void write(RegisterExtract extract, OutputStream out) throws IOException;
}
