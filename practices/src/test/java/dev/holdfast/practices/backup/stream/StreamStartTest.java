package dev.holdfast.practices.backup.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.engine.TimelineHistory;
import dev.holdfast.core.engine.WalForm;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StreamStartTest {
    private static final long SEGMENT = 16L << 20;
    private static final WalForm FORM = new WalForm("1", 18, SEGMENT);
    private static final TimelineHistory FIRST = TimelineHistory.parse(1, "");

    private static Lsn segment(long number, long offset) {
        return new Lsn(number * SEGMENT + offset);
    }

    private static StreamStart at(int timeline, long segment) {
        return new StreamStart(timeline, segment(segment, 0), Optional.empty());
    }

    @Test
    void beginsWhereTheSlotDoesWhenNothingIsStored() {
        assertThat(StreamStart.choices(FIRST, FORM, List.of(), segment(7, 100)))
                .containsExactly(at(1, 7));
    }

    @Test
    void goesBackToTheStorageThatHasLeastBeforeItGivesItUp() {
        assertThat(
                        StreamStart.choices(
                                FIRST, FORM, List.of(segment(5, 8), segment(7, 8)), segment(7, 0)))
                .containsExactly(at(1, 5), at(1, 7));
    }

    @Test
    void tellsWhatIsLostWhenTheSlotBeginsLater() {
        Lsn end = segment(5, 8);
        assertThat(StreamStart.choices(FIRST, FORM, List.of(end), segment(9, 0)))
                .containsExactly(at(1, 5), new StreamStart(1, segment(9, 0), Optional.of(end)));
    }

    @Test
    void endsATimelineBeforeItFollowsTheNextOne() {
        Lsn fork = segment(6, 100);
        TimelineHistory second = TimelineHistory.parse(2, "1\t" + fork + "\tpromoted");
        assertThat(StreamStart.choices(second, FORM, List.of(segment(5, 8)), segment(6, 0)))
                .first()
                .isEqualTo(at(1, 5));
        assertThat(StreamStart.choices(second, FORM, List.of(fork), segment(6, 0)))
                .first()
                .isEqualTo(at(2, 6));
    }
}
