package org.gallra.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import org.gallra.api.GallraException;
import org.junit.jupiter.api.Test;

/** Files wait for each other, and nobody waits without end. */
class TurnstileTest {

    @Test
    void whoFindsNoPlaceIsToldSoAndFindsOneLater() {
        Turnstile turnstile = new Turnstile(2, Duration.ZERO);
        turnstile.pass(() -> turnstile.pass(() -> {
            assertThatExceptionOfType(GallraException.class)
                    .isThrownBy(() -> turnstile.pass(() -> "a third"))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(GallraException.Code.UNAVAILABLE));
            return "a second";
        }));
        assertThatIllegalStateException()
                .isThrownBy(() -> turnstile.pass(() -> {
                    throw new IllegalStateException("it fails");
                }));
        assertThat(turnstile.<String>pass(() -> turnstile.pass(() -> "both places are free")))
                .isNotEmpty();
    }
}
