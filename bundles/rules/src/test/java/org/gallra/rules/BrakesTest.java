package org.gallra.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.gallra.api.Text;
import org.gallra.api.rest.Input;
import org.gallra.api.rule.Brake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a run halts. */
class BrakesTest {

    @ParameterizedTest
    @CsvSource({
        "100,  1000, '',           false",
        "101,  1000, '',           true", // cap
        "50,   100,  '',           false",
        "51,   100,  '',           true", // percent
        "1,    1,    '',           true", // all of them
        "60,   1000, '20 20',      false", // two runs make no norm
        "60,   1000, '20 20 20',   false",
        "61,   1000, '20 20 20',   true",
        "10,   1000, '0 0 0 0',    false", // few never trip the norm
        "11,   1000, '0 0 0 0',    true",
        "30,   1000, '1 1 10 10',  false", // the upper one of the middle
        "90,   1000, '500 1 1 40', false"
    })
    void eachLimitIsEnough(long hits, long contacts, String before, boolean halts) {
        Brake brake = new Brake(100L, 50, 3);
        List<Long> norm = before.isBlank()
                ? List.of()
                : LongStream.of(List.of(before.split(" ")).stream()
                                .mapToLong(Long::parseLong)
                                .toArray())
                        .boxed()
                        .toList();
        assertThat(Brakes.check(brake, hits, contacts, norm).isEmpty()).isNotEqualTo(halts);
    }

    @Test
    void everyReasonIsSaid() {
        List<Text> reasons = Brakes.check(new Brake(10L, 1, 2), 100, 200, List.of(1L, 1L, 1L));
        assertThat(reasons).hasSize(3);
        assertThat(reasons.get(0).sv()).contains("100 träffar", "högst 10");
        assertThat(reasons.get(2).en()).contains("2 times the usual, which is 1");
    }

    @Test
    void whatIsLeftOutIsAsUsual() {
        Input input = new Input();
        assertThat(Brakes.clean(null, input)).isEqualTo(Brake.USUAL);
        assertThat(Brakes.clean(new Brake(null, 7, null), input)).isEqualTo(new Brake(1_000L, 7, 5));
        input.check();
        Brakes.clean(new Brake(0L, 101, 1), input);
        org.assertj.core.api.Assertions.assertThatThrownBy(input::check)
                .isInstanceOfSatisfying(org.gallra.api.GallraException.class, e -> assertThat(e.violations())
                        .extracting(v -> v.field())
                        .containsExactly("brake.cap", "brake.percent", "brake.norm"));
    }
}
