package org.gallra.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The test vectors of RFC 6238 and RFC 4648, and what clocks that differ may do. */
class TotpTest {

    private static final String SECRET = Totp.base32("12345678901234567890".getBytes(StandardCharsets.US_ASCII));

    @ParameterizedTest
    @CsvSource({
        "59, 287082",
        "1111111109, 081804",
        "1111111111, 050471",
        "1234567890, 005924",
        "2000000000, 279037",
        "20000000000, 353130"
    })
    void codesAreThoseOfTheStandard(long seconds, String code) {
        assertThat(Totp.code(SECRET, Totp.step(Instant.ofEpochSecond(seconds)))).isEqualTo(code);
    }

    @Test
    void base32IsThatOfTheStandard() {
        for (String[] pair : new String[][] {
            {"f", "MY"}, {"fo", "MZXQ"}, {"foo", "MZXW6"}, {"foob", "MZXW6YQ"}, {"foobar", "MZXW6YTBOI"}
        }) {
            assertThat(Totp.base32(pair[0].getBytes(StandardCharsets.US_ASCII))).isEqualTo(pair[1]);
            assertThat(Totp.bytes(pair[1])).asString(StandardCharsets.US_ASCII).isEqualTo(pair[0]);
        }
    }

    @Test
    void oneStepAsideIsFineAndTwoAreNot() {
        Instant now = Instant.ofEpochSecond(1_700_000_000);
        long step = Totp.step(now);
        for (long near = step - 1; near <= step + 1; near++) {
            assertThat(Totp.find(SECRET, Totp.code(SECRET, near), now)).isEqualTo(near);
        }
        assertThat(Totp.find(SECRET, Totp.code(SECRET, step - 2), now)).isEqualTo(-1);
        assertThat(Totp.find(SECRET, Totp.code(SECRET, step + 2), now)).isEqualTo(-1);
        assertThat(Totp.secret()).matches("[A-Z2-7]{32}").isNotEqualTo(Totp.secret());
    }
}
