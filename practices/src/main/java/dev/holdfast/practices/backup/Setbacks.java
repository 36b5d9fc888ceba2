package dev.holdfast.practices.backup;

import dev.holdfast.core.engine.Server;
import dev.holdfast.core.engine.WalSource.Slot;
import dev.holdfast.core.operation.Progress;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.Problem;
import dev.holdfast.core.problem.ProblemCode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What comes in the way of a stream, and how long it waits then. Each change is told once.
final class Setbacks {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    /// Whoever was killed holds the slot until the server notices.
    private static final Duration BUSY_AT_FIRST = Duration.ofSeconds(10);

    private static final Duration BUSY_LATER = Duration.ofMinutes(1);
    private static final int DROP_ATTEMPTS = 60;

    /// What may be over by itself.
    private static final Set<ProblemCode> PASSING =
            Set.of(
                    ProblemCode.SERVER_LOST,
                    ProblemCode.SERVER_UNREACHABLE,
                    ProblemCode.SERVER_LOGIN_FAILED,
                    ProblemCode.STORAGE_UNREACHABLE,
                    ProblemCode.STORAGE_FULL,
                    ProblemCode.STORAGE_DENIED);

    private final InstantSource clock;
    private final Progress progress;
    private final Map<String, Problem> left = new HashMap<>();
    private Duration pause = FIRST_PAUSE;
    private @Nullable Problem told;
    private @Nullable Instant busySince;

    Setbacks(InstantSource clock, Progress progress) {
        this.clock = clock;
        this.progress = progress;
    }

    /// Waits when `e` may be over by itself, else throws it.
    ///
    /// @param streamed whether the stream has run before: at the first attempt the user is there to
    ///   hear what is wrong
    void waitAfter(HoldfastException e, boolean streamed) throws InterruptedException {
        boolean busy = e.is(ProblemCode.SERVER_BUSY) && isBusyForShort(streamed);
        if (!busy && !(streamed && PASSING.contains(e.problem().code()))) {
            throw new HoldfastException(e.problem(), e);
        }
        if (told == null && !busy) {
            progress.note(e.problem().message() + "; trying again");
            told = e.problem();
        }
        pause(pause);
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
    }

    private boolean isBusyForShort(boolean streamed) {
        Instant now = clock.instant();
        Instant since = busySince == null ? now : busySince;
        busySince = since;
        Duration patience = streamed ? BUSY_LATER : BUSY_AT_FIRST;
        return Duration.between(since, now).compareTo(patience) < 0;
    }

    /// The server is reached again.
    void over(String address) {
        if (told != null) {
            progress.note("reached again at " + address);
        }
        told = null;
        pause = FIRST_PAUSE;
    }

    void leftOut(String storage, Problem problem) {
        if (!problem.equals(left.put(storage, problem))) {
            progress.note(
                    "storage '%s' is left out for now: %s".formatted(storage, problem.message()));
        }
    }

    /// Drops a slot that keeps too much: a server whose disk is full stops.
    void giveUp(String label, Slot slot, Server server) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                server.dropSlot(slot.name());
                break;
            } catch (HoldfastException e) {
                if (attempt == DROP_ATTEMPTS) {
                    throw new HoldfastException(e.problem(), e);
                }
                pause(FIRST_PAUSE);
            }
        }
        progress.note(
                "the stream of '%s' was given up: the server kept %d MB of WAL and no storage took it. What it removes until a storage takes it again is lost; take a snapshot then: holdfast backup run %s"
                        .formatted(label, slot.retainedBytes() >> 20, label));
        pause(LONGEST_PAUSE);
    }

    private static void pause(Duration duration) throws InterruptedException {
        boolean _ = new CountDownLatch(1).await(duration.toMillis(), TimeUnit.MILLISECONDS);
    }
}
