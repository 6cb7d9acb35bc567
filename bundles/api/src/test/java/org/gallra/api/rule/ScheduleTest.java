package org.gallra.api.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.gallra.api.GallraException;
import org.gallra.api.Text;
import org.gallra.api.rest.Input;
import org.gallra.api.rule.Schedule.Every;
import org.junit.jupiter.api.Test;

/** When rules run: as a calendar on a Swedish wall says. */
class ScheduleTest {

    private static final ZoneId SWEDEN = ZoneId.of("Europe/Stockholm");

    private static Schedule daily(String time) {
        return new Schedule(Every.DAILY, null, null, LocalTime.parse(time), "Europe/Stockholm");
    }

    private static List<String> next(Schedule schedule, String after, int count) {
        return schedule.next(Instant.parse(after), count).stream()
                .map(Instant::toString)
                .toList();
    }

    @Test
    void aTimeThatTheClockSkipsIsAnHourLater() {
        // the clocks go from 02:00 to 03:00 on 29 March 2026
        assertThat(next(daily("02:30"), "2026-03-27T12:00:00Z", 3))
                .containsExactly("2026-03-28T01:30:00Z", "2026-03-29T01:30:00Z", "2026-03-30T00:30:00Z");
    }

    @Test
    void aTimeThatComesTwiceCountsOnce() {
        // the clocks go back from 03:00 to 02:00 on 25 October 2026
        assertThat(next(daily("02:30"), "2026-10-24T12:00:00Z", 2))
                .containsExactly("2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z");
        assertThat(next(daily("02:30"), "2026-10-25T00:30:00Z", 1)).containsExactly("2026-10-26T01:30:00Z");
    }

    @Test
    void everyDayOfManyYearsHasOneRun() {
        Schedule schedule = daily("02:30");
        Instant at = Instant.parse("2023-12-31T12:00:00Z");
        for (LocalDate day = LocalDate.of(2024, 1, 1); day.getYear() < 2030; day = day.plusDays(1)) {
            at = schedule.next(at, 1).get(0);
            assertThat(LocalDate.ofInstant(at, SWEDEN)).isEqualTo(day);
        }
    }

    @Test
    void shortMonthsHaveALastDay() {
        Schedule last = new Schedule(Every.MONTHLY, null, 31, LocalTime.of(4, 0), "UTC");
        assertThat(next(last, "2028-01-31T04:00:00Z", 4))
                .containsExactly(
                        "2028-02-29T04:00:00Z", "2028-03-31T04:00:00Z", "2028-04-30T04:00:00Z", "2028-05-31T04:00:00Z");
        Schedule leap = new Schedule(Every.MONTHLY, null, 29, LocalTime.of(4, 0), "UTC");
        assertThat(next(leap, "2026-02-01T00:00:00Z", 1)).containsExactly("2026-02-28T04:00:00Z");
        assertThat(next(leap, "2028-02-28T12:00:00Z", 1)).containsExactly("2028-02-29T04:00:00Z");
    }

    @Test
    void aWeekHasItsDay() {
        Schedule mondays = new Schedule(Every.WEEKLY, DayOfWeek.MONDAY, null, LocalTime.of(6, 0), "America/New_York");
        assertThat(next(mondays, "2026-03-02T11:00:00Z", 2))
                .as("the American clock changes on 8 March")
                .containsExactly("2026-03-09T10:00:00Z", "2026-03-16T10:00:00Z");
        assertThat(mondays.words())
                .isEqualTo(new Text(
                        "Varje måndag kl. 06:00 (America/New_York)", "Every Monday at 06:00 (America/New_York)"));
    }

    @Test
    void offNeverRuns() {
        assertThat(Schedule.OFF.next(Instant.EPOCH)).isNull();
        assertThat(Schedule.OFF.next(Instant.EPOCH, 5)).isEmpty();
    }

    @Test
    void whatIsLeftOutIsFilledInAndWhatIsWrongIsNamed() {
        Input input = new Input();
        assertThat(new Schedule(Every.DAILY, DayOfWeek.MONDAY, 3, null, null).clean(input))
                .isEqualTo(new Schedule(Every.DAILY, null, null, LocalTime.of(3, 0), "Europe/Stockholm"));
        input.check();
        new Schedule(Every.WEEKLY, null, null, null, "Nowhere/City").clean(input);
        new Schedule(Every.MONTHLY, null, 32, null, null).clean(input);
        assertThatThrownBy(input::check).isInstanceOfSatisfying(GallraException.class, e -> assertThat(e.violations())
                .extracting(GallraException.Violation::field)
                .containsExactly("schedule.zone", "schedule.weekday", "schedule.day"));
    }
}
