package org.gallra.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import org.gallra.api.personaldata.Recognition;
import org.gallra.api.suppression.Identifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NormalTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+46701234567",
                "070-123 45 67",
                "070 - 123 45 67",
                "0701234567",
                "070/123 45 67",
                "070.123.45.67",
                "070–1234567",
                "(070) 123 45 67",
                "+46 70 123 45 67",
                "+46 (0)70 123 45 67",
                "+46(0)70-1234567",
                "+46 0701234567",
                "0046 70 123 45 67",
                "0046-(0)70-123 45 67",
                "004670123 45 67",
                "46701234567",
                "tel:+46-70-123-45-67",
                "  070-123 45 67 ",
                "070\u00a0123\u202f45 67",
                "０７０-１２３４５６７",
                "070-123 45 67 ankn 12",
                "070-123 45 67 ext. 12",
                "Mobil: 070-123 45 67",
                "070-123 45 67 (jobb)"
            })
    void everySpellingOfAMobileNumberIsOne(String written) {
        assertThat(Normal.phone(written)).isEqualTo("+46701234567");
    }

    @ParameterizedTest
    @CsvSource({
        "08-123 456 78, +46812345678",
        "+46 (0)8 123 456 78, +46812345678",
        "0046 8 12345678, +46812345678",
        "018-12 34 56, +4618123456",
        "0418-123 45, +4641812345",
        "+47 912 34 567, +4791234567",
        "0047 912 34 567, +4791234567",
        "+358 (0)40 123 4567, +358401234567",
        "+45 12 34 56 78, +4512345678",
        "+1 (212) 555-0123, +12125550123",
        "+39 06 1234 5678, +390612345678",
        "020-123 456, +4620123456"
    })
    void otherNumbersToo(String written, String normal) {
        assertThat(Normal.phone(written)).isEqualTo(normal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "växel", "1234", "12 34 5", "112", "-", "070", "+46", "okänt nummer", "+999123456789"})
    void whatIsNoNumberOfAPersonIsNone(String written) {
        assertThat(Normal.phone(written)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "anna.berg@example.se, anna.berg@example.se",
        "ANNA.Berg@Example.SE, anna.berg@example.se",
        "' anna.berg@example.se ', anna.berg@example.se",
        "anna.berg+nyhetsbrev@example.se, anna.berg@example.se",
        "anna.berg+a+b@example.se, anna.berg@example.se",
        "mailto:anna.berg@example.se, anna.berg@example.se",
        "anna.berg@example.se., anna.berg@example.se",
        "anna.berg@gmail.com, annaberg@gmail.com",
        "a.n.n.a.berg+x@googlemail.com, annaberg@gmail.com",
        "AnnaBerg@GoogleMail.com, annaberg@gmail.com",
        "åsa@räksmörgås.se, åsa@xn--rksmrgs-5wao1o.se",
        "ÅSA@RÄKSMÖRGÅS.SE, åsa@xn--rksmrgs-5wao1o.se",
        "åsa@xn--rksmrgs-5wao1o.se, åsa@xn--rksmrgs-5wao1o.se",
        "+46701234567@sms.example.se, +46701234567@sms.example.se",
        "anna@intern, anna@intern"
    })
    void everySpellingOfAnAddressIsOne(String written, String normal) {
        assertThat(Normal.email(written)).isEqualTo(normal);
    }

    @Test
    void aLetterWithItsMarkBehindIsTheSameLetter() {
        assertThat(Normal.email("a\u030asa@example.se")).isEqualTo("åsa@example.se");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "@", "anna", "anna@", "@example.se", "saknas", "...@gmail.com"})
    void whatIsNoAddressIsNone(String written) {
        assertThat(Normal.email(written)).isNull();
    }

    @Test
    void anAddressThatLooksLikeANumberIsNotThatNumber() {
        Hashes hashes = new Hashes(new byte[32]);
        assertThat(hashes.of(new Identifier(Recognition.PHONE, "070-123 45 67")))
                .isEqualTo(hashes.of(new Identifier(Recognition.PHONE, "+46701234567")))
                .isNotEqualTo(hashes.of(new Identifier(Recognition.EMAIL, "+46701234567@x.se")));
    }

    @Test
    void withoutTheKeyNothingCanBeTried() {
        byte[] other = new byte[32];
        other[31] = 1;
        Identifier anna = new Identifier(Recognition.EMAIL, "anna@example.se");
        assertThat(new Hashes(new byte[32]).of(anna)).isNotEqualTo(new Hashes(other).of(anna));
    }
}
