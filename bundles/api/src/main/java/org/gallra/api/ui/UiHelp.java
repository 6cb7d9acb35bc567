package org.gallra.api.ui;

import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.gallra.api.Text;
import org.gallra.api.access.Permission;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A chapter that a bundle adds to the user guide. Register it as a service; it stands among the chapters from the next look on, is found
 * by the guide's search, and is gone when the service goes, after which its address answers 404. The question mark on the bundle's own
 * pages and forms leads to it.
 *
 * <p>As it stands, a chapter is a file {@code /help/<language>/<chapter>.html} in the bundle of the class that implements this, for {@code sv}
 * and for {@code en}, and pictures lie beside it. It is read from a thread of the core with a time budget of 200 ms, at each look and at each
 * search; everything else is asked once. What it throws, an overrun, or more than 500,000 characters shows a notice that names the bundle.
 */
@ConsumerType
public interface UiHelp {

    /** The parts of the guide. */
    @ProviderType
    enum Part {
        /** The work of every day. */
        WORK,
        /** What becomes of people's data. */
        DATA,
        /** What administrators set up and prove. */
        SETTINGS,
        /** What bundles add. */
        ADD_ONS
    }

    /**
     * Returns the last part of its address {@code /ui/help/<symbolic name>/<chapter>}: lower case letters, digits and hyphens; unique
     * within the bundle.
     */
    String chapter();

    /** Returns its order within the part, lowest first; the core's are multiples of 100. */
    int rank();

    /** Returns its heading, also the text of its entry. */
    Text title();

    /** Returns the part of the guide in which it stands. */
    default Part part() {
        return Part.ADD_ONS;
    }

    /** Returns the right that a user needs to read it. */
    default Permission permission() {
        return Permission.READ;
    }

    /**
     * Returns the paths of the bundle's own pages ({@link UiSettingsPage#path}) and forms ({@link UiRecordForm#path}) that it is about; none if
     * it is about all that no other chapter of the bundle names.
     */
    default Set<String> pages() {
        return Set.of();
    }

    /**
     * Writes the chapter below its heading as an HTML fragment, by the rules of {@link UiPanel#render}; sections begin with {@code h2}. A
     * picture is addressed as {@code <chapter>/<file>}, relative to the chapter.
     *
     * @param context who reads and in which language; without contact and company
     * @throws IOException if the file cannot be read
     */
    default void render(UiContext context, Writer out) throws IOException {
        String name = chapter() + ".html";
        try (InputStream in = file(name, context.language())) {
            if (in == null) {
                throw new IOException(
                        "the bundle has no help/" + context.language().getLanguage() + "/" + name);
            }
            out.write(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /**
     * Opens a file of the chapter: a picture, whose name ends with {@code .png} or {@code .webp}.
     *
     * @param name lower case letters, digits, hyphens and one dot
     * @param language Swedish or English
     * @return what the core closes, or null if there is none
     */
    default @Nullable InputStream file(String name, Locale language) {
        return getClass().getResourceAsStream("/help/" + (language.getLanguage().equals("en") ? "en/" : "sv/") + name);
    }
}
