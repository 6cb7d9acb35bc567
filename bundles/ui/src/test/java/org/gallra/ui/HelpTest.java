package org.gallra.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The user guide: both languages say the same, its links lead somewhere, and pages lead to their chapter. */
class HelpTest {

    private static String body(String chapter, String language) {
        Help.Chapter found = Objects.requireNonNull(Help.chapter(chapter, language), language + "/" + chapter);
        assertThat(found.title()).isNotBlank().doesNotContain("<");
        return found.body();
    }

    private static List<String> all(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"start", "contacts", "fields", "extract", "anonymize", "delete", "requests", "account", "keys"})
    void bothLanguagesHaveTheSameParts(String chapter) {
        assertThat(Help.CHAPTERS).contains(chapter).hasSize(9);
        String swedish = body(chapter, "sv");
        String english = body(chapter, "en");
        assertThat(all("</?[a-z0-9]+", english).stream()
                        .filter(t -> !t.endsWith("em"))
                        .toList())
                .as("the same headings, lists and links, but for emphasis")
                .isEqualTo(all("</?[a-z0-9]+", swedish).stream()
                        .filter(t -> !t.endsWith("em"))
                        .toList());
        assertThat(all("href=\"[^\"]*\"", english)).isEqualTo(all("href=\"[^\"]*\"", swedish));
        for (String link : all("/ui/help/[a-z]+", swedish)) {
            assertThat(Help.CHAPTERS).contains(link.substring("/ui/help/".length()));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/ui/start,start",
        "/ui/contacts/1/edit,contacts",
        "/ui/settings/org.gallra.freefield/fields,fields",
        "/ui/delete/1,delete",
        "/ui/settings/com.acme/page,start"
    })
    void aPageLeadsToItsChapter(String path, String chapter) {
        assertThat(Help.of(path)).isEqualTo(chapter);
        assertThat(Help.CHAPTERS).contains(Help.of(path));
    }
}
