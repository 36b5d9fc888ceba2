package dev.holdfast.practices.backup.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.engine.WalVisitor.Transaction;
import dev.holdfast.vault.StreamSealer.Stretch;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TailTest {
    private static final int PART = 1000;
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private final Tail tail = new Tail(1, lsn(0), PART, Instant.EPOCH, Echo.none(lsn(0)));

    private static Lsn lsn(long value) {
        return new Lsn(10 * PART + value);
    }

    /// `count` bytes arrive and hold whole records, the last of which ends a transaction.
    private void arrive(long from, int count, int second) {
        tail.bytes(lsn(from), new byte[count], 0, count);
        Lsn end = lsn(from + count);
        tail.ended(new Transaction(end, end, 1, NOON.plusSeconds(second), true));
        tail.verified(end);
    }

    private static Stretch stretch(Optional<Tail.Work> work) {
        return work.orElseThrow().stretch();
    }

    @Test
    void givesPiecesOnlyWhenTheyAreDueAndSomethingWasCommitted() {
        Tail.Hold hold = tail.hold(lsn(0), true);
        arrive(0, 300, 1);

        assertThat(tail.next(hold, false, false)).isEmpty();
        Stretch piece = stretch(tail.next(hold, true, false));
        assertThat(piece).isEqualTo(new Stretch(1, lsn(0), lsn(300), NOON.plusSeconds(1)));

        tail.storedBy(hold, piece);
        assertThat(tail.stored()).isEqualTo(lsn(300));
        tail.bytes(lsn(300), new byte[100], 0, 100);
        tail.verified(lsn(400));
        assertThat(tail.next(hold, true, false)).as("nothing was committed").isEmpty();
        assertThat(stretch(tail.next(hold, true, true)).to()).isEqualTo(lsn(400));
    }

    @Test
    void givesAFullPartAsAWholeWithTheTimeOfItsOwnLastCommit() {
        Tail.Hold hold = tail.hold(lsn(400), true);
        arrive(0, 900, 1);
        arrive(900, 300, 2);

        Tail.Work work = tail.next(hold, false, false).orElseThrow();
        assertThat(work.whole()).isTrue();
        assertThat(work.stretch())
                .as("the second commit ends behind it")
                .isEqualTo(new Stretch(1, lsn(0), lsn(PART), NOON.plusSeconds(1)));
    }

    @Test
    void keepsWhatARecordThatIsNotWholeYetEndsIn() {
        Tail.Hold hold = tail.hold(lsn(0), true);
        tail.bytes(lsn(0), new byte[PART + 10], 0, PART + 10);
        tail.verified(lsn(700));
        assertThat(tail.next(hold, true, false)).isEmpty();
        tail.bytes(lsn(PART + 10), new byte[2 * PART], 0, 2 * PART);
        assertThat(tail.next(hold, true, false)).as("the next one is full too").isPresent();
    }

    @Test
    void takesNoMoreWhenAStorageDoesNotKeepUpUntilItIsLetGoOf() throws Exception {
        Tail.Hold fast = tail.hold(lsn(0), true);
        Tail.Hold slow = tail.hold(lsn(0), true);
        int parts = Tail.MOST_PARTS + 1;
        for (int i = 0; i < parts; i++) {
            arrive((long) i * PART, PART, i);
            tail.storedBy(fast, stretch(tail.next(fast, true, false)));
        }
        assertThat(tail.awaitRoom(Duration.ofMillis(1))).isFalse();
        assertThat(tail.stored()).isEqualTo(lsn(0));

        tail.letGo(slow);
        assertThat(tail.awaitRoom(Duration.ofMillis(1))).isTrue();
        assertThat(tail.stored()).isEqualTo(lsn((long) parts * PART));
        assertThat(tail.join(slow, lsn(0))).as("that is gone from the tail").isFalse();
        assertThat(tail.join(slow, lsn((long) parts * PART))).isTrue();
    }
}
