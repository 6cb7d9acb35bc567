package org.gallra.api.rest;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** Reads the conditions of a request. */
@ProviderType
public final class Preconditions {

    /** The web server marks the tag of an answer that it compressed, and does not take the mark away again. */
    private static final Pattern TAG = Pattern.compile("\\s*(?:W/)?\"?(\\d{1,18})(?:--gzip)?\"?\\s*");

    private Preconditions() {}

    /**
     * Returns the version that an {@code If-Match} header names.
     *
     * @throws GallraException {@code VERSION_REQUIRED} without a header, {@code STALE} if it is no version of ours
     */
    public static long version(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.isBlank()) {
            throw new GallraException(
                    GallraException.Code.VERSION_REQUIRED,
                    new Text(
                            "Skicka huvudet If-Match med postens ETag, så att ingen annans ändring skrivs över.",
                            "Send the header If-Match with the record's ETag, so that nobody's change is overwritten."));
        }
        Matcher tag = TAG.matcher(ifMatch);
        if (!tag.matches()) {
            throw new GallraException(
                    GallraException.Code.STALE,
                    new Text(
                            "If-Match innehåller ingen version som posten har haft. Hämta posten igen.",
                            "If-Match holds no version that the record has had. Fetch the record again."));
        }
        return Long.parseLong(tag.group(1));
    }
}
