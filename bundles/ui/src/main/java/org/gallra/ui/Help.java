package org.gallra.ui;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.gallra.api.ui.UiHelp.Part;
import org.jspecify.annotations.Nullable;

/** The core's own chapters of the user guide: files of markup below {@code help}, and which page leads to which. */
final class Help {

    /**
     * A chapter of the core.
     *
     * @param id the name of its file and the end of its address
     * @param part where it stands
     * @param rank its order there; those of bundles stand between
     * @param pages what the addresses of its pages begin with; the longest that fits counts
     */
    record Core(String id, Part part, int rank, List<String> pages) {}

    static final List<Core> CHAPTERS = List.of(
            core("start", Part.WORK, 100, "/ui/start"),
            core("search", Part.WORK, 200, "/ui/search"),
            core("contacts", Part.WORK, 500, "/ui/contacts"),
            core("card", Part.WORK, 510, "/ui/contacts/"),
            core("companies", Part.WORK, 600, "/ui/companies"),
            core("views", Part.WORK, 700, "/ui/lists"),
            core("statistics", Part.WORK, 1200, "/ui/statistics"),
            core("import", Part.WORK, 1300, "/ui/imports"),
            core("account", Part.WORK, 1400, "/ui/password", settings("access/account")),
            core("keys", Part.WORK, 1500),
            core("gdpr", Part.DATA, 100),
            core("purpose", Part.DATA, 200, "/ui/assign"),
            core("extract", Part.DATA, 300, "/ui/extract", settings("exports/")),
            core("anonymize", Part.DATA, 400, "/ui/anonymize", "/ui/waiting"),
            core("rules", Part.DATA, 500, "/ui/rules"),
            core("delete", Part.DATA, 600, "/ui/delete"),
            core("retention", Part.DATA, 700),
            core("requests", Part.DATA, 800, settings("requests/")),
            core("limits", Part.DATA, 900, settings("limits/")),
            core("holds", Part.DATA, 1000, settings("hold/")),
            core("suppression", Part.DATA, 1100, settings("suppression/")),
            core("same-person", Part.DATA, 1200, settings("person/")),
            core("users", Part.SETTINGS, 100, settings("access/users"), settings("access/logins")),
            core("fields", Part.SETTINGS, 200, settings("freefield/")),
            core("bundles", Part.SETTINGS, 300, "/ui/bundles"),
            core("processing", Part.SETTINGS, 400, "/ui/processing"),
            core("ledger", Part.SETTINGS, 500, "/ui/ledger", settings("residue/")),
            core("audit", Part.SETTINGS, 600, settings("audit/")));

    private static final Map<String, Chapter> CACHE = new ConcurrentHashMap<>();

    private Help() {}

    private static Core core(String id, Part part, int rank, String... pages) {
        return new Core(id, part, rank, List.of(pages));
    }

    private static String settings(String bundleAndPage) {
        return "/ui/settings/org.gallra." + bundleAndPage;
    }

    /** Returns the chapter that a page of the core is about. */
    static String of(String path) {
        return CHAPTERS.stream()
                .flatMap(core -> core.pages().stream().map(page -> Map.entry(page, core.id())))
                .filter(place -> path.startsWith(place.getKey()))
                .max(Comparator.comparingInt(place -> place.getKey().length()))
                .map(Map.Entry::getValue)
                .orElse("start");
    }

    /** Returns a chapter, or null if there is none of that name. */
    static @Nullable Chapter chapter(String id, String language) {
        return CHAPTERS.stream().anyMatch(core -> core.id().equals(id))
                ? CACHE.computeIfAbsent(folder(language) + id, Help::read)
                : null;
    }

    /** Returns all chapters with where they stand. */
    static Stream<Map.Entry<Core, Chapter>> all(String language) {
        return CHAPTERS.stream()
                .map(core -> Map.entry(core, CACHE.computeIfAbsent(folder(language) + core.id(), Help::read)));
    }

    /** Opens a picture, or returns null if there is none of that name. */
    static @Nullable InputStream picture(String file, String language) {
        return Help.class.getResourceAsStream("/help/" + folder(language) + file);
    }

    private static String folder(String language) {
        return language.equals("en") ? "en/" : "sv/";
    }

    private static Chapter read(String name) {
        try (InputStream in = Help.class.getResourceAsStream("/help/" + name + ".html")) {
            if (in == null) {
                throw new IOException("no help/" + name + ".html");
            }
            String markup = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            int begin = markup.indexOf("<h1>") + 4;
            int end = markup.indexOf("</h1>");
            return Chapter.of(
                    "/ui/help/" + name.substring(name.indexOf('/') + 1),
                    markup.substring(begin, end),
                    markup.substring(end + 5).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns where a chapter of a bundle stands in addresses. */
    static String address(String bundle, String chapter) {
        return "/ui/help/" + bundle + "/" + chapter;
    }
}
