package dev.holdfast.server.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.estate.Schedule;
import dev.holdfast.core.journal.OperationRecord;
import dev.holdfast.core.journal.OperationState;
import dev.holdfast.core.journal.ProcessIdentity;
import dev.holdfast.practices.backup.ProveBackup;
import dev.holdfast.practices.backup.RunBackup;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TimetableTest {
    private static final Instant BEGAN = Instant.parse("2026-11-22T12:00:00Z");
    private static final Job HOURLY = backup(new Schedule.Every(Duration.ofHours(1)));
    private static final Job NIGHTLY = backup(new Schedule.Cron("0 3 * * *"));
    private static final Job PROOF =
            new Job(
                    new ProveBackup("shop@production", "latest", Optional.empty()),
                    new Schedule.Every(Duration.ofDays(1)),
                    false,
                    Optional.of("backup run"));

    private final Map<String, OperationRecord> newest = new HashMap<>();
    private final Timetable timetable =
            new Timetable(
                    BEGAN, ZoneOffset.UTC, (kind, _) -> Optional.ofNullable(newest.get(kind)));

    private static Job backup(Schedule schedule) {
        return new Job(
                new RunBackup("shop@production", false, false), schedule, false, Optional.empty());
    }

    private void last(String kind, Instant started, OperationState state) {
        Optional<Instant> finished =
                state == OperationState.RUNNING
                        ? Optional.empty()
                        : Optional.of(started.plusSeconds(60));
        newest.put(
                kind,
                new OperationRecord(
                        "ab12",
                        kind,
                        "shop@production",
                        "{}",
                        state,
                        "somebody@here",
                        new ProcessIdentity("here", "boot", 1, started),
                        started,
                        started,
                        finished,
                        false,
                        List.of(),
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void beginsAnIntervalAtOnceAndAClockTimeAtItsTime() {
        assertThat(timetable.due(HOURLY)).contains(BEGAN);
        assertThat(timetable.due(NIGHTLY)).contains(Instant.parse("2026-11-23T03:00:00Z"));
    }

    @Test
    void countsFromTheLastStartWhoeverAskedForIt() {
        Instant started = BEGAN.minus(Duration.ofMinutes(20));
        last("backup run", started, OperationState.DONE);
        assertThat(timetable.due(HOURLY).orElseThrow())
                .isBetween(started.plus(Duration.ofHours(1)), started.plus(Duration.ofMinutes(63)));
    }

    @Test
    void runsOnceAfterALongSleep() {
        last("backup run", BEGAN.minus(Duration.ofDays(9)), OperationState.DONE);
        assertThat(timetable.due(HOURLY).orElseThrow()).isBefore(BEGAN);
        last("backup run", BEGAN, OperationState.DONE);
        assertThat(timetable.due(HOURLY).orElseThrow()).isAfter(BEGAN);
    }

    @Test
    void isNeverDueWhileItRuns() {
        last("backup run", BEGAN.minus(Duration.ofDays(9)), OperationState.RUNNING);
        assertThat(timetable.due(HOURLY)).isEmpty();
    }

    @Test
    void triesAgainSoonAfterAFailureOrACrash() {
        for (OperationState state : List.of(OperationState.FAILED, OperationState.CRASHED)) {
            last("backup run", BEGAN, state);
            assertThat(timetable.due(NIGHTLY))
                    .contains(BEGAN.plusSeconds(60).plus(Timetable.RETRY));
        }
    }

    @Test
    void leavesWhatWasCancelledUntilItsNextTime() {
        last("backup run", BEGAN, OperationState.CANCELLED);
        assertThat(timetable.due(NIGHTLY)).contains(Instant.parse("2026-11-23T03:00:00Z"));
    }

    @Test
    void provesOnlyWhatWasBackedUp() {
        assertThat(timetable.due(PROOF)).isEmpty();
        last("backup run", BEGAN, OperationState.FAILED);
        assertThat(timetable.due(PROOF)).isEmpty();
        last("backup run", BEGAN, OperationState.DONE);
        assertThat(timetable.due(PROOF)).contains(BEGAN);
    }
}
