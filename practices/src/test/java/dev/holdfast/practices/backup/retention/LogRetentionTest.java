package dev.holdfast.practices.backup.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.engine.Lsn;
import dev.holdfast.practices.backup.retention.Candidate.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class LogRetentionTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private final List<Candidate> daily =
            List.of(taken(0), taken(1), taken(2), taken(3), taken(4), taken(5));

    @Test
    void allLogIsKeptByDefault() {
        assertThat(LogRetention.without(Optional.empty(), daily, NOW)).isEmpty();
    }

    @Test
    void theSnapshotBeforeTheWindowStillLeadsIntoIt() {
        assertThat(without(Duration.ofHours(47), daily)).containsExactly("3", "4", "5");
        assertThat(without(Duration.ofDays(2), daily)).containsExactly("3", "4", "5");
        assertThat(without(Duration.ofHours(49), daily)).containsExactly("4", "5");
        assertThat(without(Duration.ofDays(30), daily)).isEmpty();
    }

    @Test
    void timeAloneLetsNothingGo() {
        Instant later = NOW.plus(Duration.ofDays(400));
        assertThat(LogRetention.without(Optional.of(Duration.ofDays(2)), daily, later))
                .containsExactly("3", "4", "5");
    }

    @Test
    void aDamagedSnapshotLeadsNowhere() {
        List<Candidate> one =
                List.of(taken(0), taken(1), candidate(2, NOW, true), taken(3), taken(4));
        assertThat(without(Duration.ofDays(2), one)).containsExactly("4");
    }

    @Test
    void aSnapshotFromTheFutureCountsForNothing() {
        List<Candidate> one =
                List.of(candidate(-400, NOW, false), taken(0), taken(1), taken(2), taken(3));
        assertThat(without(Duration.ofDays(1), one)).containsExactly("2", "3");
    }

    private static Set<String> without(Duration wanted, List<Candidate> kept) {
        return LogRetention.without(Optional.of(wanted), kept, NOW);
    }

    private static Candidate taken(int daysAgo) {
        return candidate(daysAgo, NOW, false);
    }

    private static Candidate candidate(int daysAgo, Instant now, boolean damaged) {
        Place place = new Place("1", 1, new Lsn(1_000_000L - daysAgo * 1000L));
        return new Candidate(
                Integer.toString(daysAgo),
                now.minus(Duration.ofDays(daysAgo)),
                place,
                damaged,
                List.of());
    }
}
