package org.gallra.ui;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.gallra.api.access.Caller;
import org.gallra.api.contributor.ContributorCalls;
import org.gallra.api.contributor.ContributorException;
import org.gallra.api.ui.UiContext;
import org.gallra.api.ui.UiHelp;
import org.gallra.ui.Part.Facts;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The user guide: the core's chapters and those of bundles, their order, what leads where, and the search through all of them. */
@Component(service = Guide.class)
public final class Guide {

    private static final int MOST = 20;
    private static final int LARGEST_PICTURE = 512 * 1024;

    /**
     * A part of the guide.
     *
     * @param part which one
     * @param entries its chapters in their order
     */
    public record Group(UiHelp.Part part, List<Entry> entries) {}

    /** A chapter in the table of contents. */
    public record Entry(String href, String title, int rank) {}

    private final ContributorCalls calls;
    private final Map<Long, Part<UiHelp>> added = new ConcurrentSkipListMap<>();

    /** Takes the way to call bundles. */
    @Activate
    public Guide(@Reference ContributorCalls calls) {
        this.calls = calls;
    }

    /** Adds a chapter. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addChapter(UiHelp chapter, Map<String, Object> properties) {
        added.put(
                id(properties),
                new Part<>(
                        UiHelp.class,
                        chapter,
                        properties,
                        calls,
                        c -> c.chapter().matches("[a-z0-9-]{1,50}")
                                ? Facts.of(
                                        c.part(),
                                        c.rank(),
                                        c.title(),
                                        c.permission(),
                                        (c.chapter() + " " + String.join(" ", c.pages())).strip())
                                : null));
    }

    /** Removes a chapter. */
    public void removeChapter(UiHelp chapter, Map<String, Object> properties) {
        added.remove(id(properties));
    }

    private static Long id(Map<String, Object> properties) {
        return properties.get("service.id") instanceof Long id ? id : Long.valueOf(0);
    }

    /** A chapter of a bundle that the caller may read. */
    private record Readable(Part<UiHelp> part, Facts facts) {

        String chapter() {
            return facts.detail().split(" ", 2)[0];
        }

        List<String> pages() {
            List<String> words = List.of(facts.detail().split(" "));
            return words.subList(1, words.size());
        }

        String href() {
            return Help.address(part.bundle(), chapter());
        }
    }

    private List<Readable> readable(Caller caller) {
        List<Readable> readable = new ArrayList<>();
        for (Part<UiHelp> part : added.values()) {
            Facts facts = part.facts();
            if (facts != null && caller.may(facts.permission())) {
                readable.add(new Readable(part, facts));
            }
        }
        return readable;
    }

    /** Returns the address of the chapter that a page is about. */
    String of(String path, Caller caller) {
        String[] names = path.split("/");
        if (names.length > 4 && (names[2].equals("settings") || names[2].equals("records"))) {
            return readable(caller).stream()
                    .filter(r -> r.part().bundle().equals(names[3])
                            && (r.pages().isEmpty() || r.pages().contains(names[4])))
                    .min(Comparator.comparing(r -> r.pages().isEmpty()))
                    .map(Readable::href)
                    .orElseGet(() -> "/ui/help/" + Help.of(path));
        }
        return "/ui/help/" + Help.of(path);
    }

    /** Returns all chapters that the caller may read, part by part; a part without any is left out. */
    List<Group> contents(UiContext context) {
        List<Readable> readable = readable(context.caller());
        String language = context.language().getLanguage();
        return Arrays.stream(UiHelp.Part.values())
                .map(part -> {
                    List<Entry> entries = new ArrayList<>();
                    Help.all(language)
                            .filter(e -> e.getKey().part() == part)
                            .forEach(e -> entries.add(new Entry(
                                    e.getValue().href(),
                                    e.getValue().title(),
                                    e.getKey().rank())));
                    readable.stream()
                            .filter(r -> r.facts().place() == part)
                            .forEach(r -> entries.add(new Entry(
                                    r.href(),
                                    r.facts().title().in(context.language()),
                                    r.facts().rank())));
                    entries.sort(Comparator.comparingInt(Entry::rank));
                    return new Group(part, entries);
                })
                .filter(group -> !group.entries().isEmpty())
                .toList();
    }

    /**
     * Returns a chapter of a bundle, or null if there is none that the caller may read.
     *
     * @throws ContributorException if the bundle cannot show it
     */
    @Nullable
    Chapter chapter(String bundle, String chapter, UiContext context) {
        Readable found = find(bundle, chapter, context.caller());
        return found == null ? null : read(found, context);
    }

    private @Nullable Readable find(String bundle, String chapter, Caller caller) {
        return readable(caller).stream()
                .filter(r -> r.part().bundle().equals(bundle) && r.chapter().equals(chapter))
                .findFirst()
                .orElse(null);
    }

    private static Chapter read(Readable chapter, UiContext context) {
        String markup = chapter.part().ask(help -> {
            Sheet sheet = new Sheet();
            help.render(context, sheet);
            return sheet.toString();
        });
        return Chapter.of(chapter.href(), chapter.facts().title().in(context.language()), markup);
    }

    /** Returns a picture of a bundle's chapter; nothing if there is none. */
    byte[] picture(String bundle, String chapter, String file, UiContext context) {
        Readable found = find(bundle, chapter, context.caller());
        try {
            return found == null
                    ? new byte[0]
                    : found.part().ask(help -> {
                        try (InputStream in = help.file(file, context.language())) {
                            return in == null ? new byte[0] : most(in);
                        }
                    });
        } catch (ContributorException e) {
            return new byte[0]; // noted where it was called
        }
    }

    private static byte[] most(InputStream in) throws IOException {
        byte[] picture = in.readNBytes(LARGEST_PICTURE + 1);
        if (picture.length > LARGEST_PICTURE) {
            throw new IOException("More than " + LARGEST_PICTURE + " bytes");
        }
        return picture;
    }

    /** Finds the sections of all chapters that hold each of these words, the nearest first; a chapter that fails is not searched. */
    List<Chapter.Hit> search(String words, UiContext context) {
        List<String> sought = Arrays.stream(Chapter.folded(words).split(" "))
                .filter(word -> !word.isEmpty())
                .toList();
        List<Chapter> chapters = new ArrayList<>();
        Help.all(context.language().getLanguage()).forEach(e -> chapters.add(e.getValue()));
        for (Readable one : sought.isEmpty() ? List.<Readable>of() : readable(context.caller())) {
            try {
                chapters.add(read(one, context));
            } catch (ContributorException e) {
                continue; // noted where it was called
            }
        }
        return chapters.stream()
                .flatMap(chapter -> chapter.find(sought).stream())
                .sorted(Comparator.comparingInt(Chapter.Hit::worth).reversed())
                .limit(MOST)
                .toList();
    }
}
