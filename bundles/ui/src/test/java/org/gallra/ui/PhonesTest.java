package org.gallra.ui;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhonesTest {

    @ParameterizedTest
    @CsvSource({
        "+46701740605,070-174 06 05",
        "+4684650049,08-465 00 49",
        "+46846500409,08-465 004 09",
        "+46317654321,031-765 43 21",
        "+46480123456,0480-12 34 56",
        "+4748012345,+4748012345",
        "0701740605,0701740605",
        "+46,+46"
    })
    void swedishNumbersAreShownAsTheyAreDialled(String stored, String shown) {
        assertThat(Phones.national(stored).replace('\u00a0', ' ')).isEqualTo(shown);
    }
}
