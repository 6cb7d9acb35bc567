package org.gallra.freefield;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.freefield.FreeField;
import org.gallra.api.freefield.FreeField.Choice;
import org.gallra.testing.NastyStrings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ValuesTest {

    private static FreeField field(FreeField.Type type) {
        return Fields.of(
                type, type.chosen() ? List.of(new Choice("a", Text.same("A"), false, null, null, null)) : List.of());
    }

    @ParameterizedTest
    @EnumSource
    void nastyStringsComeBackAsTheyWentOrAreRefusedWithAReason(FreeField.Type type) {
        assertThat(NastyStrings.ALL).hasSizeGreaterThanOrEqualTo(500).doesNotHaveDuplicates();
        int refused = 0;
        for (String nasty : NastyStrings.ALL) {
            for (Object value : List.of(nasty, List.of(nasty), Map.of("amount", nasty, "currency", nasty))) {
                try {
                    List<String> stored = Values.stored(field(type), value, List.of());
                    assertThat(Values.value(field(type), stored)).isEqualTo(value);
                    stored.forEach(
                            s -> assertThat(Values.key(field(type), s).length()).isLessThanOrEqualTo(220));
                } catch (GallraException e) {
                    assertThat(e.violations()).hasSize(1);
                    assertThat(e.violations().get(0).text().sv()).isNotBlank();
                    refused++;
                }
            }
            try {
                Parser.parse(field(type), nasty);
            } catch (GallraException e) {
                assertThat(e.violations()).hasSize(1);
            }
        }
        assertThat(refused).isGreaterThan(1_000);
    }

    @Test
    void keysOfNumbersAreOrderedAsTheNumbersAre() {
        List<BigDecimal> numbers = new ArrayList<>();
        for (String number : "-999999999999999 -10.5 -10.499999 -1 -0.000001 0 0.000001 1 2 10 99.9 100 999999999999999"
                .split(" ", -1)) {
            numbers.add(new BigDecimal(number));
        }
        List<String> keys = numbers.stream().map(Keys::number).toList();
        assertThat(keys).isSorted().doesNotHaveDuplicates();
        List<String> shuffled = new ArrayList<>(keys);
        Collections.reverse(shuffled);
        assertThat(shuffled.stream().sorted().toList()).isEqualTo(keys);
    }

    @Test
    void peopleWriteNumbersAmountsAndAnswersInTheirWay() {
        assertThat(Parser.parse(field(FreeField.Type.DECIMAL), " 12 500,50 ")).isEqualTo(new BigDecimal("12500.50"));
        assertThat(Parser.parse(field(FreeField.Type.PERCENT), "7,5 %")).isEqualTo(new BigDecimal("7.5"));
        assertThat(Parser.parse(field(FreeField.Type.CURRENCY), "1 250,50 kr"))
                .isEqualTo(Map.of("amount", new BigDecimal("1250.50"), "currency", "SEK"));
        assertThat(Parser.parse(field(FreeField.Type.CURRENCY), "EUR 10"))
                .isEqualTo(Map.of("amount", new BigDecimal("10"), "currency", "EUR"));
        assertThat(Parser.parse(field(FreeField.Type.BOOLEAN), "Ja")).isEqualTo(true);
        assertThat(Parser.parse(field(FreeField.Type.MULTI), "A; a")).isEqualTo(List.of("a", "a"));
        assertThat(Parser.parse(field(FreeField.Type.TEXT), " kvar ")).isEqualTo(" kvar ");
        assertThat(Parser.parse(field(FreeField.Type.TEXT), "  ")).isNull();
    }
}
