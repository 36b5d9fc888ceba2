package dev.holdfast.vault;

import dev.holdfast.core.operation.Workers;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.core.storage.Storage;
import dev.holdfast.vault.pipeline.DamagedData;
import dev.holdfast.vault.pipeline.FrameCodec;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/// Replaces single objects of one copy by good ones from others.
///
/// The good one is in memory and verified before anything is deleted, and what is deleted was
/// looked at once more right before: another Holdfast may have mended it. A crash after the
/// deletion leaves a missing object, which the next time is mended like any other.
///
/// @param deleting the same storage, opened with the credentials that delete
record Mender(
        Vault target,
        Storage deleting,
        GoodCopies others,
        FrameCodec codec,
        Findings findings,
        LongAdder done)
        implements Workers.Worker<Mender.Task> {

    /// @param wrong what is wrong with it
    record Task(Expected object, String wrong) {}

    /// Told from many threads.
    interface Findings {
        void mended(Task task, Vault from, long bytes);

        void notMended(Task task, String why);
    }

    @Override
    public void work(Task task) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        try {
            GoodCopies.Found good = others.fetch(codec, task.object());
            if (replace(task, good)) {
                findings.mended(task, good.source(), good.bytes().length);
            }
        } catch (HoldfastException e) {
            if (!Snapshot.isDamage(e) && !e.is(ProblemCode.STORAGE_DENIED)) {
                throw e;
            }
            mendOtherwise(task, e.problem().message());
        }
        done.add(task.object().sizeBytes());
    }

    /// A pack that nobody has whole by what is left of it, and what is left of a pack by the pack.
    private void mendOtherwise(Task task, String why) {
        try {
            Optional<GoodCopies.Found> other =
                    task.object() instanceof Expected.Remnant remnant
                            ? Optional.of(copyPack(remnant.pack()))
                            : new RemnantCopy(target, others, codec).copy(task.object());
            other.ifPresentOrElse(
                    found -> findings.mended(task, found.source(), found.bytes().length),
                    () -> findings.notMended(task, why));
        } catch (HoldfastException e) {
            if (!Snapshot.isDamage(e) && !e.is(ProblemCode.STORAGE_DENIED)) {
                throw e;
            }
            findings.notMended(task, why);
        }
    }

    private GoodCopies.Found copyPack(Expected pack) {
        GoodCopies.Found found = others.fetch(codec, pack);
        ObjectCopier.store(target, codec, pack, found.bytes());
        return found;
    }

    /// @return false when it turned out to be well, or was not touched
    private boolean replace(Task task, GoodCopies.Found good) {
        Expected object = task.object();
        Optional<State> state = state(object);
        if (state.isEmpty()) {
            findings.notMended(task, "it cannot be read, so it was not replaced; look at its disk");
            return false;
        }
        if (state.get() == State.WHOLE) {
            return false;
        }
        if (state.get() == State.DAMAGED) {
            deleting.delete(object.key());
        }
        ObjectCopier.store(target, codec, object, good.bytes());
        ObjectCopier.verify(target, codec, object);
        return true;
    }

    private enum State {
        WHOLE,
        DAMAGED,
        MISSING
    }

    /// Empty when nobody can tell.
    private Optional<State> state(Expected object) {
        try {
            object.check(codec, GoodCopies.bytes(target, object));
            return Optional.of(State.WHOLE);
        } catch (DamagedData e) {
            return Optional.of(State.DAMAGED);
        } catch (HoldfastException e) {
            if (e.is(ProblemCode.OPERATION_CANCELLED)) {
                throw e;
            }
            return e.is(ProblemCode.OBJECT_MISSING) ? Optional.of(State.MISSING) : Optional.empty();
        }
    }

    @Override
    public void close() {
        codec.close();
    }
}
