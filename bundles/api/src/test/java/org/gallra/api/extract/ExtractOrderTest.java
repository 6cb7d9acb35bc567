package org.gallra.api.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import org.gallra.api.GallraException;
import org.gallra.api.extract.ExtractOrder.IdentityCheck;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExtractOrderTest {

    @Test
    void whatNoExtractCanBeIsNoOrder() {
        for (String lang : List.of("", "fr", "en; q=1", "undef")) {
            assertThatThrownBy(() -> ExtractOrder.in(Locale.forLanguageTag(lang)))
                    .isInstanceOf(GallraException.class);
        }
        for (String request : List.of("", " ", "2026 014", "<b>", "a".repeat(41))) {
            assertThatThrownBy(() -> order(request, false, null)).isInstanceOf(GallraException.class);
        }
        for (String reason : List.of("", " ", "a".repeat(501))) {
            assertThatThrownBy(() -> order(null, true, reason)).isInstanceOf(GallraException.class);
        }
    }

    @Test
    void aReasonIsKeptForThatOnlyWhichItIsGivenFor() {
        assertThat(order("2026-014", true, " Beslut ").reason()).isEqualTo("Beslut");
        assertThat(order("2026-014", false, "Beslut").reason()).isNull();
    }

    private static ExtractOrder order(@Nullable String request, boolean shown, @Nullable String reason) {
        return new ExtractOrder(Locale.ENGLISH, request, IdentityCheck.NOT_STATED, shown, reason, true);
    }
}
