package dev.holdfast.core.operation;

import dev.holdfast.core.journal.OperationRecord;
import dev.holdfast.core.journal.OperationState;
import dev.holdfast.core.operation.OperationRunner.Surroundings;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.Problem;
import dev.holdfast.core.problem.ProblemCode;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// One operation while it runs: it keeps the heart beating, turns a requested cancel into an
/// interrupt of the worker, and records how it ended.
final class RunningOperation {
    private final Surroundings surroundings;
    private final OperationRecord record;
    private final OperationProgress progress;
    private final Interruption interruption = new Interruption(Thread.currentThread());
    private final CountDownLatch ended = new CountDownLatch(1);

    interface Work<R> {
        R run(Progress progress) throws InterruptedException;
    }

    /// Made on the thread that will do the work.
    RunningOperation(Surroundings surroundings, OperationRecord record) {
        this.surroundings = surroundings;
        this.record = record;
        this.progress =
                new OperationProgress(record.id(), surroundings.clock(), surroundings.listeners());
    }

    <R> R carryOut(Work<R> work) {
        OperationLog log = new OperationLog(surroundings, record, progress);
        try {
            log.started();
            return work(work, log);
        } finally {
            ended.countDown();
        }
    }

    void interrupt() {
        interruption.fromOutside();
    }

    void awaitEnd(Duration patience) throws InterruptedException {
        ended.await(Math.max(0, patience.toNanos()), TimeUnit.NANOSECONDS);
    }

    private <R> R work(Work<R> work, OperationLog log) {
        R result;
        try {
            result = beating(work);
        } catch (InterruptedException e) {
            throw cancelled(log, e);
        } catch (RuntimeException e) {
            if (interruption.wasRequested() || isCancelled(e)) {
                throw cancelled(log, e);
            }
            recordFailure(log, e);
            throw e;
        } catch (Error e) {
            recordFailure(log, e);
            throw e;
        }
        recordDone(log, result);
        return result;
    }

    private <R> R beating(Work<R> work) throws InterruptedException {
        try (Heartbeat heartbeat =
                new Heartbeat(surroundings, record.id(), progress, this::cancel)) {
            heartbeat.start();
            return work.run(progress);
        } finally {
            interruption.workEnded();
        }
    }

    private void cancel() {
        if (interruption.byRequest()) {
            surroundings.listeners().tell(new Event.CancelRequested(record.id()));
        }
    }

    private HoldfastException cancelled(OperationLog log, Throwable cause) {
        boolean requested = interruption.wasRequested();
        Problem problem =
                new Problem(
                        ProblemCode.OPERATION_CANCELLED,
                        record.kind()
                                + " of "
                                + record.subject()
                                + (requested ? " was cancelled" : " was interrupted"),
                        "holdfast operation show " + record.id());
        OperationState state = requested ? OperationState.CANCELLED : OperationState.INTERRUPTED;
        HoldfastException cancelled = new HoldfastException(problem, cause);
        end(log, state, problem, cancelled);
        if (!requested) {
            Thread.currentThread().interrupt();
        }
        return cancelled;
    }

    private static boolean isCancelled(RuntimeException e) {
        return e instanceof HoldfastException known && known.is(ProblemCode.OPERATION_CANCELLED);
    }

    private void recordDone(OperationLog log, Object result) {
        try {
            log.ended(OperationState.DONE, Optional.of(result), Optional.empty());
        } catch (HoldfastException e) {
            throw new HoldfastException(
                    e.problem().code(),
                    record.kind()
                            + " of "
                            + record.subject()
                            + " is done, but this could not be recorded: "
                            + e.problem().message(),
                    e.problem().hint(),
                    e);
        }
    }

    private static void recordFailure(OperationLog log, Throwable failure) {
        Problem problem =
                failure instanceof HoldfastException known ? known.problem() : bug(failure);
        end(log, OperationState.FAILED, problem, failure);
    }

    /// The failure of the work counts for more than that of recording it.
    private static void end(
            OperationLog log, OperationState state, Problem problem, Throwable failure) {
        try {
            log.ended(state, Optional.empty(), Optional.of(problem));
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    private static Problem bug(Throwable e) {
        return new Problem(
                ProblemCode.BUG,
                "a bug in Holdfast: " + e,
                "please report it, with what `holdfast operation show` prints");
    }
}
