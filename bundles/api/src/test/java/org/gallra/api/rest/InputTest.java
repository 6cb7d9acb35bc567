package org.gallra.api.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.gallra.api.GallraException;
import org.gallra.api.GallraException.Code;
import org.gallra.api.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputTest {

    private final Input input = new Input();

    @Test
    void trimsAndKeepsWhatIsFine() {
        assertThat(input.line("a", "  Åsa 👋 ", 10)).isEqualTo("Åsa 👋");
        assertThat(input.line("a", " \t ", 10)).isNull();
        assertThat(input.lines("a", "ett\r\ntvå\rtre", 20)).isEqualTo("ett\ntvå\ntre");
        assertThat(input.time("a", Instant.parse("2026-05-31T10:00:00.123456789Z")))
                .isEqualTo("2026-05-31T10:00:00.123456Z");
        assertThat(input.day("a", LocalDate.of(2026, 5, 31))).isEqualTo("2026-05-31");
        input.check();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "a\nb", "a\u0085b", "a\ud800", "\udc00a", "12345678901"})
    void refusesInOneLine(String value) {
        assertThat(input.line("name", value, 10)).isNull();
        assertThatThrownBy(input::check).isInstanceOfSatisfying(GallraException.class, e -> assertThat(e.violations())
                .singleElement()
                .satisfies(v -> assertThat(v.field()).isEqualTo("name")));
    }

    @Test
    void refusesTimesThatNoDatabaseKeeps() {
        assertThat(input.time("a", Instant.MAX)).isNull();
        assertThat(input.time("b", Instant.MIN)).isNull();
        assertThat(input.day("c", LocalDate.MAX)).isNull();
        assertThatThrownBy(input::check).isInstanceOfSatisfying(GallraException.class, e -> assertThat(e.violations())
                .hasSize(3));
    }

    @Test
    void saysOnceThatAFieldIsWrong() {
        input.require("subject", input.line("subject", "12345", 4));
        input.require("type", null);
        assertThatThrownBy(input::check).isInstanceOfSatisfying(GallraException.class, e -> assertThat(e.violations())
                .extracting(GallraException.Violation::field)
                .containsExactly("subject", "type"));
    }

    @Test
    void readsConstantsInAnyCaseAndNamesThemAll() {
        assertThat(Input.constant("unit", TimeUnit.class, "days")).isEqualTo(TimeUnit.DAYS);
        assertThatThrownBy(() -> Input.constant("unit", TimeUnit.class, "years"))
                .hasMessageContaining("hours, days");
    }

    @Test
    void answersInTheLanguageThatIsNamedElseInThePreferredOne() {
        assertThat(Input.language("en", "sv")).isEqualTo(Locale.ENGLISH);
        assertThat(Input.language("", "en-GB, sv")).isEqualTo(Locale.ENGLISH);
        assertThat(Input.language(null, null).getLanguage()).isEqualTo("sv");
        assertThatThrownBy(() -> Input.language("undef", "sv")).hasMessageContaining("sv or en");
    }

    @Test
    void turnsAnUnknownReferenceIntoAFieldThatIsWrong() {
        assertThat(Input.reference("a", () -> 1)).isEqualTo(1);
        assertThatThrownBy(() -> Input.reference("company", () -> {
                    throw GallraException.notFound(Text.same("none"));
                }))
                .isInstanceOfSatisfying(GallraException.class, e -> {
                    assertThat(e.code()).isEqualTo(Code.INVALID);
                    assertThat(e.violations().get(0).field()).isEqualTo("company");
                });
        assertThatThrownBy(() -> Input.reference("contact", () -> {
                    throw GallraException.conflict(Text.same("anonymized"));
                }))
                .isInstanceOfSatisfying(
                        GallraException.class, e -> assertThat(e.code()).isEqualTo(Code.CONFLICT));
    }
}
