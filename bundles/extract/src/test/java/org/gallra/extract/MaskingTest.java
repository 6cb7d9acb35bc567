package org.gallra.extract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.gallra.api.contact.ContactDirectory.Identifiers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskingTest {

    private static final Identifiers SELF =
            new Identifiers(1, "Åsa", "Öst", List.of("asa@example.se"), List.of("08-555 00 00"), "Gatan 1");
    private static final Identifiers SHARER = new Identifiers(
            2, "Bo", "Lind", List.of("bo.lind@example.se"), List.of("+46 70 123 45 67", "08-555 00 00"), "Vägen 2");
    private static final Identifiers COLLEAGUE =
            new Identifiers(3, "Cecilia", "Öst", List.of("c@example.se"), List.of("0735557788"), "Gatan 1");

    private static Masking masking() {
        return new Masking(List.of(SELF), List.of(SHARER, COLLEAGUE), Set.of(2L), Samples.SWEDISH);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Ring Bo Lind i dag|Ring [annan person] i dag",
                "Bo Linds kalender|[annan person]s kalender",
                "Lind, Bo kommer|[annan person] kommer",
                "BO LIND|[annan person]",
                "Skriv till bo.lind@example.se.|Skriv till [annan person].",
                "Ring 070-123 45 67 först|Ring [annan person] först",
                "Ring 0701234567|Ring [annan person]",
                "Ring 0046 70-1234567|Ring [annan person]",
                "Cecilia Östs chef|[annan person]s chef",
                "073 555 77 88|[annan person]",
                "Bolinder bor här|Bolinder bor här",
                "Åsa Öst, asa@example.se, 08-555 00 00, Gatan 1|Åsa Öst, asa@example.se, 08-555 00 00, Gatan 1",
                "ärende 1234567890123|ärende 1234567890123"
            })
    void othersAreMaskedAnywhere(String text, String expected) {
        assertThat(masking().mask(text, false)).isEqualTo(expected);
    }

    @Test
    void aSingleNameIsMaskedOnlyWhereItsBearerShares() {
        Masking masking = masking();
        assertThat(masking.mask("Bo och Åsa Öst, Vägen 2", false)).isEqualTo("Bo och Åsa Öst, Vägen 2");
        assertThat(masking.mask("Bo och Åsa Öst, Vägen 2", true))
                .isEqualTo("[annan person] och Åsa Öst, [annan person]");
        assertThat(masking.masked()).isEqualTo(2);
    }

    @Test
    void withoutOthersNothingChanges() {
        Masking masking = new Masking(List.of(SELF), List.of(), Set.of(), Samples.SWEDISH);
        assertThat(masking.mask("Bo Lind", true)).isEqualTo("Bo Lind");
    }
}
