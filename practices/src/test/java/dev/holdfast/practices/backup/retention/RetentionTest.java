package dev.holdfast.practices.backup.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.estate.BackupPolicy.Keep;
import dev.holdfast.practices.backup.retention.Candidate.Place;
import dev.holdfast.testkit.Seed;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class RetentionTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private final List<Candidate> there = new ArrayList<>();

    @Test
    void keepsEverythingWithoutAPolicy() {
        history(40, Duration.ofHours(6));
        assertThat(Retention.decide(Optional.empty(), there, NOW, ZoneOffset.UTC))
                .hasSize(40)
                .allMatch(Decision::isKept);
    }

    @Test
    void explainsWhatItKeeps() {
        history(100, Duration.ofHours(6));
        Map<String, Decision> decisions = decide(new Keep(2, 0, 3, 2, 1, 1));

        assertThat(decisions.get("s99"))
                .extracting(Decision::reasons)
                .isEqualTo(
                        List.of(
                                "newest",
                                "one of the last 2",
                                "newest of day 2026-11-22",
                                "newest of week 2026-47",
                                "newest of month 2026-11",
                                "newest of year 2026"));
        assertThat(kept(decisions)).containsExactlyInAnyOrder("s99", "s98", "s96", "s92", "s72");
    }

    /// The week of ISO 8601 that 1 January belongs to may be one of the year before.
    @Test
    void countsWeeksAsIso8601() {
        assertThat(Period.WEEK.of(Instant.parse("2027-01-01T12:00:00Z"), ZoneOffset.UTC))
                .isEqualTo("week 2026-53");
    }

    @Test
    void goesByTheEstatesTimeZone() {
        Instant lateEvening = Instant.parse("2026-11-21T23:30:00Z");
        assertThat(Period.DAY.of(lateEvening, ZoneId.of("Europe/Berlin")))
                .isEqualTo("day 2026-11-22");
        Instant firstTime = Instant.parse("2026-10-25T00:30:00Z");
        assertThat(Period.HOUR.of(firstTime, ZoneId.of("Europe/Berlin")))
                .isNotEqualTo(
                        Period.HOUR.of(
                                firstTime.plus(Duration.ofHours(1)), ZoneId.of("Europe/Berlin")));
    }

    @Test
    void letsNothingMoreGoWhenBackupsStop() {
        history(30, Duration.ofHours(24));
        Keep keep = new Keep(0, 0, 7, 0, 0, 0);
        Set<String> today = kept(decide(keep));
        Instant muchLater = NOW.plus(Duration.ofDays(900));

        assertThat(today).hasSize(7);
        assertThat(
                        kept(
                                byId(
                                        Retention.decide(
                                                Optional.of(keep),
                                                there,
                                                muchLater,
                                                ZoneOffset.UTC))))
                .isEqualTo(today);
    }

    @Test
    void aDamagedSnapshotStandsForAPeriodOnlyWhereThereIsNoOther() {
        add("a", "2026-11-20T06:00:00Z", 1, false);
        add("b", "2026-11-20T18:00:00Z", 2, true);
        add("c", "2026-11-21T18:00:00Z", 3, true);
        add("d", "2026-11-22T06:00:00Z", 4, false);
        add("e", "2026-11-22T08:00:00Z", 5, true);
        Map<String, Decision> decisions = decide(new Keep(0, 0, 2, 0, 0, 0));

        assertThat(reasons(decisions, "a")).containsExactly("newest of day 2026-11-20");
        assertThat(reasons(decisions, "b")).isEmpty();
        assertThat(reasons(decisions, "c")).containsExactly("newest of day 2026-11-21");
        assertThat(reasons(decisions, "d")).containsExactly("newest", "newest of day 2026-11-22");
        assertThat(reasons(decisions, "e")).containsExactly("newest");
    }

    @Test
    void aDamagedSnapshotIsNotOneOfTheLastWhileThereAreOthers() {
        add("a", "2026-11-20T06:00:00Z", 1, false);
        add("b", "2026-11-21T06:00:00Z", 2, false);
        add("c", "2026-11-22T06:00:00Z", 3, true);
        assertThat(reasons(decide(new Keep(2, 0, 0, 0, 0, 0)), "a"))
                .containsExactly("one of the last 2");
    }

    @Test
    void snapshotsFromTheFutureStayAndCountForNothing() {
        history(10, Duration.ofHours(24));
        Keep keep = new Keep(2, 0, 3, 0, 0, 0);
        Set<String> before = kept(decide(keep));
        for (int i = 0; i < 20; i++) {
            add("f" + i, NOW.plus(Duration.ofDays(300 + i)).toString(), 5, false);
        }
        Map<String, Decision> after = decide(keep);

        assertThat(kept(after)).containsAll(before).hasSize(before.size() + 20);
        assertThat(reasons(after, "f3")).containsExactly("its time lies in the future");
    }

    @Test
    void nothingGoesWhenTheClockWasSetBack() {
        history(50, Duration.ofHours(6));
        assertThat(
                        Retention.decide(
                                Optional.of(new Keep(1, 0, 0, 0, 0, 0)),
                                there,
                                NOW.minus(Duration.ofDays(4000)),
                                ZoneOffset.UTC))
                .allMatch(Decision::isKept);
    }

    /// Taken last, with a clock of years ago: by time alone it would be the first to go.
    @Test
    void aSnapshotWhoseTimeContradictsTheLogStays() {
        history(30, Duration.ofHours(6));
        add("late", "2020-01-01T00:00:00Z", 1000, false);
        Map<String, Decision> decisions = decide(new Keep(3, 0, 0, 0, 0, 0));

        assertThat(reasons(decisions, "late"))
                .containsExactly("its time contradicts its place in the log");
        assertThat(kept(decisions)).containsExactlyInAnyOrder("late", "s29", "s28", "s27");
    }

    @Test
    void aRestoredServerOnANewTimelineContradictsNothing() {
        add("a", "2026-11-20T06:00:00Z", 500, false);
        there.add(
                new Candidate(
                        "b",
                        Instant.parse("2026-11-21T06:00:00Z"),
                        new Place("1", 2, new Lsn(300)),
                        false,
                        List.of()));
        assertThat(kept(decide(new Keep(1, 0, 0, 0, 0, 0)))).containsExactly("b");
    }

    /// Whatever is there: the newest sound one stays, protected ones stay, a larger policy keeps no
    /// less, and a second pass over what was kept lets nothing more go.
    @Test
    void neverMakesABadChoice() {
        long seed = Seed.ofThisRun();
        Random random = new Random(seed);
        for (int round = 0; round < 2000; round++) {
            there.clear();
            randomHistory(random);
            Keep keep = randomKeep(random);
            Map<String, Decision> decisions = decide(keep);
            Set<String> kept = kept(decisions);
            String when = "seed %d, round %d, %s of %s".formatted(seed, round, keep, there);

            assertThat(decisions).as(when).hasSameSizeAs(there);
            newestSound().ifPresent(one -> assertThat(kept).as(when).contains(one.id()));
            there.stream()
                    .filter(one -> !one.protections().isEmpty())
                    .forEach(one -> assertThat(kept).as(when).contains(one.id()));
            assertThat(kept(decide(larger(keep)))).as(when).containsAll(kept);
            there.removeIf(one -> !kept.contains(one.id()));
            assertThat(kept(decide(keep))).as(when).isEqualTo(kept);
        }
    }

    private Optional<Candidate> newestSound() {
        return there.stream().filter(one -> !one.damaged()).max(Candidate.OLDEST_FIRST);
    }

    private void randomHistory(Random random) {
        Instant time = NOW;
        long lsn = 1_000_000;
        int count = 1 + random.nextInt(60);
        for (int i = 0; i < count; i++) {
            time = time.minus(Duration.ofMinutes(1 + random.nextInt(1 << random.nextInt(4, 16))));
            lsn -= random.nextInt(100);
            there.add(
                    new Candidate(
                            "s" + i,
                            time,
                            new Place("1", 1, new Lsn(lsn)),
                            random.nextInt(4) == 0,
                            random.nextInt(15) == 0
                                    ? List.of(new Reason("pinned", "pinned"))
                                    : List.of()));
        }
    }

    private static Keep randomKeep(Random random) {
        return new Keep(
                random.nextInt(4),
                random.nextInt(4),
                random.nextInt(4),
                random.nextInt(4),
                random.nextInt(4),
                random.nextInt(3));
    }

    private static Keep larger(Keep keep) {
        return new Keep(
                keep.last() + 1,
                keep.hourly() + 2,
                keep.daily() + 1,
                keep.weekly(),
                keep.monthly() + 3,
                keep.yearly() + 1);
    }

    private void history(int count, Duration apart) {
        for (int i = 0; i < count; i++) {
            Instant finished = NOW.minus(apart.multipliedBy(count - 1L - i));
            add("s" + i, finished.toString(), 10 + i, false);
        }
    }

    private void add(String id, String finished, long lsn, boolean damaged) {
        Place place = new Place("1", 1, new Lsn(lsn));
        there.add(new Candidate(id, Instant.parse(finished), place, damaged, List.of()));
    }

    private Map<String, Decision> decide(Keep keep) {
        return byId(Retention.decide(Optional.of(keep), there, NOW, ZoneOffset.UTC));
    }

    private static Map<String, Decision> byId(List<Decision> decisions) {
        return decisions.stream()
                .collect(Collectors.toMap(Decision::snapshot, Function.identity()));
    }

    private static Set<String> kept(Map<String, Decision> decisions) {
        return decisions.values().stream()
                .filter(Decision::isKept)
                .map(Decision::snapshot)
                .collect(Collectors.toSet());
    }

    private static List<String> reasons(Map<String, Decision> decisions, String id) {
        return Optional.ofNullable(decisions.get(id)).orElseThrow().reasons();
    }
}
