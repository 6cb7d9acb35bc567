package org.gallra.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The core's chapters: both languages say the same, links and pictures lead somewhere, and pages lead to their chapter. */
class HelpTest {

    private static final int HEAVIEST = 40_000;

    static Stream<String> chapters() {
        return Help.CHAPTERS.stream().map(Help.Core::id);
    }

    private static Chapter chapter(String id, String language) {
        Chapter found = Objects.requireNonNull(Help.chapter(id, language), language + "/" + id);
        assertThat(found.title()).isNotBlank().doesNotContain("<");
        return found;
    }

    private static List<String> all(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .toList();
    }

    private static List<String> structure(String markup) {
        return all("</?[a-z0-9]+", markup).stream()
                .filter(tag -> !tag.endsWith("em"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("chapters")
    void bothLanguagesHaveTheSameParts(String id) {
        String swedish = chapter(id, "sv").markup();
        String english = chapter(id, "en").markup();
        assertThat(structure(english))
                .as("the same headings, lists, pictures and links, but for emphasis")
                .isEqualTo(structure(swedish));
        for (String attribute : List.of("href=\"[^\"]*\"", "src=\"[^\"]*\"")) {
            assertThat(all(attribute, english)).isEqualTo(all(attribute, swedish));
        }
        for (String link : all("/ui/help/[a-z-]+", swedish)) {
            assertThat(chapters()).contains(link.substring("/ui/help/".length()));
        }
        assertThat(swedish).doesNotContain("style=").doesNotContain("<script");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sv", "en"})
    void picturesAreThereAndLight(String language) throws IOException {
        Set<String> shown = new TreeSet<>();
        for (String id : chapters().toList()) {
            for (String picture : all("(?<=src=\")[^\"]*", chapter(id, language).markup())) {
                assertThat(picture).startsWith(id + "/");
                String file = picture.substring(id.length() + 1);
                shown.add(file);
                try (InputStream in = Help.picture(file, language)) {
                    assertThat(in)
                            .as("%s/%s; ./gallra renew pictures", language, file)
                            .isNotNull();
                    assertThat(Objects.requireNonNull(in).readAllBytes().length)
                            .as(file)
                            .isBetween(1_000, HEAVIEST);
                }
            }
        }
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/help", language))) {
            assertThat(files.map(f -> f.getFileName().toString()).filter(f -> f.endsWith(".webp")))
                    .as("no picture that no chapter shows")
                    .containsExactlyInAnyOrderElementsOf(shown);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/ui/start,start",
        "/ui/contacts,contacts",
        "/ui/contacts/1/edit,card",
        "/ui/rules/1/runs/2,rules",
        "/ui/settings/org.gallra.freefield/fields,fields",
        "/ui/settings/org.gallra.access/account,account",
        "/ui/settings/org.gallra.access/users,users",
        "/ui/settings/org.gallra.hold/holds,holds",
        "/ui/delete/1,delete",
        "/ui/settings/com.acme/page,start"
    })
    void aPageLeadsToItsChapter(String path, String chapter) {
        assertThat(Help.of(path)).isEqualTo(chapter);
        assertThat(chapters()).contains(Help.of(path));
    }

    @Test
    void sectionsAreFoundByTheirWords() {
        Chapter chapter = Chapter.of(
                "/ui/help/x",
                "Radering &amp; gallring",
                "<p>Klicka på <em>soptunnan</em>.</p><h2>Åtgärder efteråt</h2><p>Allt söks igenom, också filerna.</p>");
        assertThat(chapter.markup()).contains("<h2 id=\"s1\">Åtgärder efteråt</h2>");
        assertThat(chapter.find(List.of("atgarder", "filerna"))).singleElement().satisfies(hit -> {
            assertThat(hit.href()).isEqualTo("/ui/help/x#s1");
            assertThat(hit.title()).isEqualTo("Radering & gallring");
            assertThat(hit.heading()).isEqualTo("Åtgärder efteråt");
            assertThat(hit.before()).isEqualTo("Allt söks igenom, också");
            assertThat(hit.word()).isEqualTo("filerna.");
        });
        assertThat(chapter.find(List.of("soptunnan"))).singleElement().satisfies(hit -> assertThat(hit.href())
                .isEqualTo("/ui/help/x"));
        assertThat(chapter.find(List.of("soptunnan", "filerna")))
                .as("not in one section")
                .isEmpty();
    }
}
