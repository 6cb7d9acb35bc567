package org.gallra.ui;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The user guide: chapters in both languages, each a file of markup below {@code help}, and which page leads to which. */
public final class Help {

    /** In the order of the guide; each is the name of a file and the end of an address. */
    static final List<String> CHAPTERS =
            List.of("start", "contacts", "fields", "extract", "anonymize", "delete", "requests", "account", "keys");

    /** What an address begins with, and its chapter; the first that fits counts. */
    private static final List<Map.Entry<String, String>> PLACES = List.of(
            Map.entry("/ui/contacts", "contacts"),
            Map.entry("/ui/companies", "contacts"),
            Map.entry("/ui/imports", "contacts"),
            Map.entry("/ui/settings/org.gallra.person/", "contacts"),
            Map.entry("/ui/settings/org.gallra.freefield/", "fields"),
            Map.entry("/ui/extract", "extract"),
            Map.entry("/ui/anonymize", "anonymize"),
            Map.entry("/ui/rules", "anonymize"),
            Map.entry("/ui/waiting", "anonymize"),
            Map.entry("/ui/delete", "delete"),
            Map.entry("/ui/settings/org.gallra.exports/", "extract"),
            Map.entry("/ui/settings/org.gallra.requests/", "requests"),
            Map.entry("/ui/settings/org.gallra.limits/", "requests"),
            Map.entry("/ui/settings/org.gallra.hold/", "requests"),
            Map.entry("/ui/settings/org.gallra.suppression/", "requests"),
            Map.entry("/ui/bundles", "account"),
            Map.entry("/ui/processing", "account"),
            Map.entry("/ui/ledger", "account"),
            Map.entry("/ui/settings/org.gallra.residue/", "account"),
            Map.entry("/ui/settings/org.gallra.audit/", "account"),
            Map.entry("/ui/settings/org.gallra.access/logins", "account"));

    private static final Map<String, String> CACHE = new ConcurrentHashMap<>();

    /**
     * A chapter.
     *
     * @param id its name in addresses
     * @param title its heading, as text
     * @param body its markup, heading included
     */
    public record Chapter(String id, String title, String body) {}

    private Help() {}

    /** Returns the chapter that a page is about. */
    static String of(String path) {
        return PLACES.stream()
                .filter(place -> path.startsWith(place.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("start");
    }

    /** Returns a chapter, or null if there is none of that name. */
    static @Nullable Chapter chapter(String id, String language) {
        if (!CHAPTERS.contains(id)) {
            return null;
        }
        String body = CACHE.computeIfAbsent((language.equals("en") ? "en/" : "sv/") + id, Help::read);
        return new Chapter(id, body.substring(body.indexOf("<h1>") + 4, body.indexOf("</h1>")), body);
    }

    private static String read(String name) {
        try (InputStream in = Help.class.getResourceAsStream("/help/" + name + ".html")) {
            if (in == null) {
                throw new IOException("no help/" + name + ".html");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
