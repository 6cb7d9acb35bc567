package org.gallra.api.extract;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import org.gallra.api.Text;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A format of the register extract. A bundle adds one by registering a service; the newest one of an id wins.
 *
 * <p>Called from request threads, several at a time. It writes everything that the extract holds, and opens no connection
 * of its own.
 */
@ConsumerType
public interface ExtractFormat {

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

    /** Writes the extract in the language; does not close the stream. */
    void write(RegisterExtract extract, Locale language, OutputStream out) throws IOException;
}
