package dev.holdfast.practices.backup.stream;

import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.Problem;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.vault.StreamSealer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Stores the tail in one storage, on a thread of its own, for as long as it is not interrupted. A
/// storage that fails is tried again; meanwhile the tail waits for it, until it is let go of.
final class Pump {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    private static final Duration IDLE = Duration.ofMillis(200);

    private final StreamTarget target;
    private final Tail tail;
    private final Tail.Hold hold;
    private final Surroundings around;
    private final StreamSealer sealer;

    private volatile @Nullable Problem problem;
    private volatile Instant failingSince = Instant.MAX;
    private volatile boolean ending;
    private Duration pause = FIRST_PAUSE;
    private Instant lastPiece = Instant.EPOCH;
    private boolean prepared;

    /// @param prepare what every storage must have before the first part of this run
    /// @param healthy another storage that the tail holds, to catch up from
    record Surroundings(
            InstantSource clock,
            Prepare prepare,
            Supplier<Optional<StreamTarget>> healthy,
            CatchUpFrom catchUp) {}

    interface Prepare {
        void run(StreamTarget target);
    }

    interface CatchUpFrom {
        /// @return where it ends now
        Lsn run(StreamTarget behind, StreamTarget ahead) throws InterruptedException;
    }

    Pump(StreamTarget target, Tail tail, Tail.Hold hold, StreamSealer sealer, Surroundings around) {
        this.target = target;
        this.tail = tail;
        this.hold = hold;
        this.sealer = sealer;
        this.around = around;
    }

    StreamTarget target() {
        return target;
    }

    Tail.Hold hold() {
        return hold;
    }

    /// Why the last attempt failed; empty when it did not.
    Optional<Problem> problem() {
        return Optional.ofNullable(problem);
    }

    Duration failingFor(Instant now) {
        return problem == null ? Duration.ZERO : Duration.between(failingSince, now);
    }

    /// Runs until it is interrupted, or until everything is stored after [#finish].
    void run() {
        try (sealer) {
            while (!(ending && isDone())) {
                step();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the run is over: the thread ends
        }
    }

    /// From any thread: nothing more will come.
    void finish() {
        ending = true;
    }

    private boolean isDone() {
        return !tail.isHolding(hold) || tail.next(hold, true, true).isEmpty();
    }

    private void step() throws InterruptedException {
        try {
            if (!prepared) {
                around.prepare().run(target);
                prepared = true;
            }
            boolean worked = tail.isHolding(hold) ? store() : catchUp();
            well();
            if (!worked) {
                tail.await(IDLE);
            }
        } catch (HoldfastException e) {
            if (e.is(ProblemCode.OPERATION_CANCELLED)) {
                throw new InterruptedException();
            }
            failed(e.problem());
        } catch (RuntimeException e) {
            failed(new Problem(ProblemCode.BUG, String.valueOf(e), "report this with the log"));
        }
    }

    private boolean store() {
        Instant now = around.clock().instant();
        boolean due = !now.isBefore(lastPiece.plus(target.pieceInterval()));
        Optional<Tail.Work> next = tail.next(hold, due, ending);
        next.ifPresent(work -> {
            target.copy().store(seal(work));
            tail.storedBy(hold, work.stretch());
            lastPiece = now;
        });
        return next.isPresent();
    }

    private StreamSealer.Sealed seal(Tail.Work work) {
        Supplier<StreamSealer.Sealed> seal =
                () -> sealer.seal(work.stretch(), work.content(), work.offset());
        return work.whole() ? tail.sealed(work.part(), seal) : seal.get();
    }

    /// @return whether it is worth trying again at once
    private boolean catchUp() throws InterruptedException {
        Optional<StreamTarget> ahead = around.healthy().get();
        if (ahead.isEmpty()) {
            return false;
        }
        return tail.join(hold, around.catchUp().run(target, ahead.get()));
    }

    private void well() {
        problem = null;
        failingSince = Instant.MAX;
        pause = FIRST_PAUSE;
    }

    private void failed(Problem why) throws InterruptedException {
        if (problem == null) {
            failingSince = around.clock().instant();
        }
        problem = why;
        Instant until = around.clock().instant().plus(pause);
        while (around.clock().instant().isBefore(until)) {
            tail.await(IDLE);
        }
        pause =
                pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
                        ? pause.multipliedBy(2)
                        : LONGEST_PAUSE;
    }
}
