package dev.holdfast.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.engine.TimelineHistory.Leg;
import org.junit.jupiter.api.Test;

class TimelineHistoryTest {
    private static final Lsn NEVER = new Lsn(-1);

    @Test
    void readsWhatAServerWrites() {
        String text =
                """
                1\t0/3000060\tno recovery target specified

                # a comment
                2\t0/5000000\tbefore transaction 4711
                """;
        TimelineHistory history = TimelineHistory.parse(4, text);

        assertThat(history.legs())
                .containsExactly(
                        new Leg(1, Lsn.ZERO, Lsn.parse("0/3000060")),
                        new Leg(2, Lsn.parse("0/3000060"), Lsn.parse("0/5000000")),
                        new Leg(4, Lsn.parse("0/5000000"), NEVER));
        assertThat(history.after(2)).contains(new Leg(4, Lsn.parse("0/5000000"), NEVER));
        assertThat(history.after(4)).isEmpty();
        assertThat(history.leg(3)).isEmpty();
    }

    @Test
    void theFirstTimelineHasNone() {
        assertThat(TimelineHistory.parse(1, "").legs())
                .containsExactly(new Leg(1, Lsn.ZERO, NEVER));
    }
}
