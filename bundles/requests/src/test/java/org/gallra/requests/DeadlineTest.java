package org.gallra.requests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeadlineTest {

    @ParameterizedTest
    @CsvSource({
        "2026-01-15, 2026-02-15, 2026-04-15",
        "2026-01-31, 2026-02-28, 2026-04-30",
        "2028-01-31, 2028-02-29, 2028-04-30",
        "2026-03-31, 2026-04-30, 2026-06-30",
        "2026-11-30, 2026-12-30, 2027-02-28",
        "2026-12-31, 2027-01-31, 2027-03-31"
    })
    void isAMonthAndAtMostTwoMore(LocalDate received, LocalDate due, LocalDate extended) {
        assertThat(Deadline.of(received)).isEqualTo(due);
        assertThat(Deadline.extended(received)).isEqualTo(extended);
    }

    @ParameterizedTest
    @CsvSource({
        "OPEN, 2026-03-16, OVERDUE",
        "OPEN, 2026-03-17, SOON",
        "IDENTITY, 2026-03-24, SOON",
        "OPEN, 2026-03-25, CALM",
        "DONE, 2026-03-16, NONE",
        "REFUSED, 2026-03-16, NONE"
    })
    void isMarkedAWeekBefore(RequestState state, LocalDate due, Urgency urgency) {
        assertThat(Urgency.of(state, due, LocalDate.of(2026, 3, 17))).isEqualTo(urgency);
    }
}
