package dev.holdfast.core.estate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void recursAfterItsInterval() {
        Schedule every = new Schedule.Every(Duration.ofHours(6));
        assertThat(every.next(Instant.parse("2026-11-22T01:00:00Z"), BERLIN))
                .contains(Instant.parse("2026-11-22T07:00:00Z"));
    }

    @Test
    void followsTheWallClockOfItsZone() {
        Schedule nightly = new Schedule.Cron("0 3 * * *");
        assertThat(nightly.next(Instant.parse("2026-11-22T02:00:00Z"), BERLIN))
                .contains(Instant.parse("2026-11-23T02:00:00Z"));
        assertThat(nightly.next(Instant.parse("2026-07-01T02:00:00Z"), BERLIN))
                .contains(Instant.parse("2026-07-02T01:00:00Z"));
    }

    @Test
    void runsOnceInTheNightThatLosesItsHour() {
        Schedule halfPastTwo = new Schedule.Cron("30 2 * * *");
        Instant before = Instant.parse("2026-03-28T12:00:00Z");
        Instant first = halfPastTwo.next(before, BERLIN).orElseThrow();
        Instant second = halfPastTwo.next(first, BERLIN).orElseThrow();
        assertThat(first).isBetween("2026-03-29T00:00:00Z", "2026-03-29T01:30:00Z");
        assertThat(second).isEqualTo(Instant.parse("2026-03-30T00:30:00Z"));
    }

    @Test
    void refusesWhatIsNoExpression() {
        assertThatThrownBy(() -> new Schedule.Cron("0 25 * * *"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
