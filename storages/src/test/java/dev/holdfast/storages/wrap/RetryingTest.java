package dev.holdfast.storages.wrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.core.storage.Content;
import dev.holdfast.testkit.Seed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class RetryingTest {
    private static final byte[] BYTES = {1, 2, 3, 4, 5, 6, 7};

    private final BreakingStorage peer = new BreakingStorage();
    private final CountingPause pause = new CountingPause();
    private final Retrying storage =
            new Retrying(
                    peer,
                    new RetryRule(5, Duration.ofSeconds(30)),
                    new Random(Seed.ofThisRun()),
                    pause);

    @Test
    void doesNotWaitLongForAPlaceThatNeverAnswered() {
        peer.failBefore = 100;
        assertFails(ProblemCode.STORAGE_UNREACHABLE, () -> storage.find("a"));
        assertThat(peer.calls).isEqualTo(3);
        assertThat(pause.total()).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void triesAgainWhatMayPassWithGrowingPauses() {
        assertThat(storage.find("a")).isEmpty();
        peer.failBefore = 3;
        storage.create("a", Content.of(BYTES));
        assertThat(peer.objects.bytes("a")).isEqualTo(BYTES);
        assertThat(storage.traffic().retries()).isEqualTo(3);
        assertThat(pause.pauses).hasSize(3);
        assertThat(pause.pauses.get(0)).isBetween(Duration.ofMillis(125), Duration.ofMillis(250));
        assertThat(pause.pauses.get(2)).isBetween(Duration.ofMillis(500), Duration.ofMillis(1000));
    }

    @Test
    void givesUpAfterSoManyTries() {
        assertThat(storage.find("a")).isEmpty();
        peer.failBefore = 100;
        assertFails(ProblemCode.STORAGE_UNREACHABLE, () -> storage.find("a"));
        assertThat(peer.calls).isEqualTo(1 + 5);
    }

    @Test
    void givesUpAfterSoMuchTime() {
        Retrying patient =
                new Retrying(
                        peer,
                        new RetryRule(1000, Duration.ofSeconds(30)),
                        new Random(Seed.ofThisRun()),
                        pause);
        assertThat(patient.find("a")).isEmpty();
        peer.failBefore = 1000;
        assertFails(ProblemCode.STORAGE_UNREACHABLE, () -> patient.find("a"));
        assertThat(pause.total()).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(90));
    }

    @Test
    void neverTriesAgainWhatWillNotPass() {
        peer.failBefore = 1;
        peer.passing = false;
        assertFails(ProblemCode.STORAGE_UNREACHABLE, () -> storage.find("a"));
        assertFails(ProblemCode.OBJECT_MISSING, () -> storage.read("a"));
        assertThat(peer.calls).isEqualTo(2);
    }

    @Test
    void takesAWriteThatHappenedAlthoughItFailedForDone() {
        peer.failAfter = 1;
        storage.create("a", Content.of(BYTES));
        assertThat(peer.objects.bytes("a")).isEqualTo(BYTES);
    }

    @Test
    void tellsThatSomebodyElseTookTheName() {
        peer.objects.create("a", Content.of(new byte[] {7, 6, 5, 4, 3, 2, 1}));
        peer.failBefore = 1;
        assertFails(ProblemCode.OBJECT_EXISTS, () -> storage.create("a", Content.of(BYTES)));
        assertThat(peer.objects.bytes("a")).startsWith(7, 6);
    }

    @Test
    void neverTakesTheFirstRefusalForItsOwnWrite() {
        peer.objects.create("a", Content.of(BYTES));
        assertFails(ProblemCode.OBJECT_EXISTS, () -> storage.create("a", Content.of(BYTES)));
    }

    @Test
    void goesOnWithAListWhereItBrokeOff() {
        List<String> expected = new ArrayList<>();
        for (int i = 100; i < 120; i++) {
            peer.objects.create("k" + i, Content.of(BYTES));
            expected.add("k" + i);
        }
        peer.breakAfter = 7;
        List<String> keys = new ArrayList<>();
        storage.list("k", info -> keys.add(info.key()));
        assertThat(keys).isEqualTo(expected);
    }

    @Test
    void neverPassesOverWhatItsTakerFailedOn() {
        peer.objects.create("a", Content.of(BYTES));
        peer.objects.create("b", Content.of(BYTES));
        List<String> taken = new ArrayList<>();
        assertFails(
                ProblemCode.STORAGE_UNREACHABLE,
                () ->
                        storage.list(
                                "",
                                info -> {
                                    taken.add(info.key());
                                    throw peer.failure();
                                }));
        assertThat(taken).containsExactly("a");
    }

    @Test
    void readsOnWhereAStreamBroke() throws IOException {
        peer.objects.create("a", Content.of(BYTES));
        for (int at = 0; at <= BYTES.length; at++) {
            peer.breakAfter = at;
            try (InputStream stream = storage.read("a")) {
                assertThat(stream.readAllBytes()).as("broken after %d", at).isEqualTo(BYTES);
            }
        }
    }

    @Test
    void fillsARangeFromItsBeginning() {
        peer.objects.create("a", Content.of(BYTES));
        peer.failAfter = 1;
        ByteBuffer target = ByteBuffer.allocate(5).position(1).limit(4);
        storage.read("a", 2, target);
        assertThat(target.array()).containsExactly(0, 3, 4, 5, 0);
        assertThat(target.hasRemaining()).isFalse();
    }

    @Test
    void endsWhenItIsInterruptedBetweenTwoTries() {
        peer.failBefore = 1;
        Thread.currentThread().interrupt();
        try {
            assertFails(ProblemCode.OPERATION_CANCELLED, () -> storage.find("a"));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private static void assertFails(ProblemCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        HoldfastException.class,
                        e -> assertThat(e.problem().code()).isEqualTo(code));
    }
}
