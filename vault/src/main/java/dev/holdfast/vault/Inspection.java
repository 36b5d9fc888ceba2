package dev.holdfast.vault;

import dev.holdfast.core.operation.Workers;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.vault.pipeline.DamagedData;
import dev.holdfast.vault.pipeline.FrameCodec;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/// Reads objects of one copy and notes down what is wrong with them.
///
/// @param wrong in words, by key; safe for many threads
/// @param done counts stored bytes
record Inspection(Vault copy, FrameCodec codec, Map<String, String> wrong, LongAdder done)
        implements Workers.Worker<Expected> {

    @Override
    public void work(Expected object) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        problem(copy, codec, object).ifPresent(what -> wrong.put(object.key(), what));
        done.add(object.sizeBytes());
    }

    /// What is wrong with `object` in `copy`; empty when it is whole. What cannot be read in a
    /// storage that answers otherwise, such as a bad sector, is wrong too.
    static Optional<String> problem(Vault copy, FrameCodec codec, Expected object) {
        try {
            object.check(codec, GoodCopies.bytes(copy, object));
            return Optional.empty();
        } catch (DamagedData e) {
            return Optional.of(e.what());
        } catch (HoldfastException e) {
            if (e.is(ProblemCode.OBJECT_MISSING)) {
                return Optional.of("it is missing");
            }
            if (e.is(ProblemCode.OPERATION_CANCELLED) || !answers(copy)) {
                throw e;
            }
            return Optional.of("it cannot be read: " + e.problem().message());
        }
    }

    private static boolean answers(Vault copy) {
        try {
            copy.storage().find(ObjectKeys.VAULT);
            return true;
        } catch (HoldfastException e) {
            return false;
        }
    }

    @Override
    public void close() {
        codec.close();
    }
}
