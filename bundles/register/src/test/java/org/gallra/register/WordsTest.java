package org.gallra.register;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Spellings that are the same, and such that are not. */
class WordsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Björn Åkesson;BJÖRN  ÅKESSON",
                "Björn Åkesson;bjorn.akesson",
                "Sjöström;Sjo\u0308stro\u0308m",
                "Ærø;aro",
                "Müller;myller",
                "a@b.se;<A@B.SE>"
            })
    void wordsAreFolded(String one, String other) {
        assertThat(words(one, false)).isEqualTo(words(other, false));
    }

    @Test
    void otherWordsAreOthers() {
        assertThat(words("Åkesson", false)).isNotEqualTo(words("Åkessons", false));
    }

    @Test
    void sortKeysHaveTheSameWords() {
        assertThat(words("{kesson\u0001bj}rn", true)).isEqualTo(words("Åkesson Björn", false));
        assertThat(words("|rlig", true)).isEqualTo(words("Ärlig", false));
        assertThat(Words.mayBeKey("Åkesson")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "070-123 45 67",
        "+46701234567",
        "+46 (0)70-123 45 67",
        "0046 70 1234567",
        "46701234567",
        "tel:0701234567;",
        "2026-01-01 070-1234567"
    })
    void phonesAreOneNumber(String text) {
        assertThat(numbers(text)).contains(Words.number("0701234567"));
    }

    @Test
    void personalNumbersAreFoundWithAndWithoutTheirCentury() {
        long number = Words.number("8503121234");
        assertThat(numbers("850312-1234")).contains(number);
        assertThat(numbers("19850312-1234")).contains(number);
        assertThat(numbers("198503121234")).contains(number);
        assertThat(numbers("20050312-1234")).contains(Words.number(Words.digits("050312-1234")));
    }

    @Test
    void otherNumbersAreNot() {
        assertThat(numbers("1701234567")).doesNotContain(Words.number("0701234567"));
        assertThat(numbers("x0701234567")).isEmpty();
        assertThat(numbers("0701234567abc")).isEmpty();
        assertThat(numbers("123456")).isEmpty();
        assertThat(Words.digits("070 x")).isEmpty();
        assertThat(Words.digits("123456")).isEmpty();
    }

    @Test
    void aSetHoldsWhatWasAddedAndNothingElse() {
        Numbers set = new Numbers();
        SplittableRandom random = new SplittableRandom(7);
        List<Long> in = new ArrayList<>(List.of(0L, -1L, Long.MIN_VALUE));
        for (int i = 0; i < 10_000; i++) {
            in.add(random.nextLong());
        }
        in.forEach(set::add);
        in.forEach(set::add);
        assertThat(set.size()).isEqualTo(10_003);
        assertThat(in).allMatch(set::contains);
        for (int i = 0; i < 10_000; i++) {
            assertThat(set.contains(random.nextLong())).isFalse();
        }
    }

    private static List<Long> words(String text, boolean key) {
        List<Long> words = new ArrayList<>();
        Words.each(text, key, words::add);
        return words;
    }

    private static List<Long> numbers(String text) {
        List<Long> numbers = new ArrayList<>();
        Words.numbers(text, numbers::add);
        return numbers;
    }
}
