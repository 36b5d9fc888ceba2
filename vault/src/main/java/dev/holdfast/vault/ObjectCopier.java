package dev.holdfast.vault;

import dev.holdfast.core.operation.Workers;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.core.storage.Content;
import dev.holdfast.vault.pipeline.DamagedData;
import dev.holdfast.vault.pipeline.FrameCodec;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// Copies single objects into one copy: each is verified before a byte of it is written. What no
/// source has whole is noted down, and the others are copied all the same; of a pack, what is left
/// of it is copied instead.
///
/// @param unavailable what no source has, with the reason; safe for many threads
/// @param instead packs of which only remnants were copied; safe for many threads
/// @param done counts stored bytes
record ObjectCopier(
        Vault target,
        GoodCopies sources,
        FrameCodec codec,
        Map<String, HoldfastException> unavailable,
        Set<String> instead,
        LongAdder done)
        implements Workers.Worker<Expected> {

    /// For what are no packs.
    ObjectCopier(
            Vault target,
            GoodCopies sources,
            FrameCodec codec,
            Map<String, HoldfastException> unavailable,
            LongAdder done) {
        this(target, sources, codec, unavailable, ConcurrentHashMap.newKeySet(), done);
    }

    @Override
    public void work(Expected object) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        byte[] bytes;
        try {
            bytes = sources.fetch(codec, object).bytes();
        } catch (HoldfastException e) {
            if (!Snapshot.isDamage(e)) {
                throw e;
            }
            Optional<GoodCopies.Found> remnant =
                    new RemnantCopy(target, sources, codec).copy(object);
            if (remnant.isPresent()) {
                instead.add(object.key());
                done.add(remnant.get().bytes().length);
            } else {
                unavailable.put(object.key(), e);
            }
            return;
        }
        store(target, codec, object, bytes);
        done.add(bytes.length);
    }

    /// Creates the object; one that somebody else created meanwhile must be it.
    static void store(Vault target, FrameCodec codec, Expected object, byte[] bytes) {
        try {
            target.storage().create(object.key(), Content.of(bytes));
        } catch (HoldfastException e) {
            if (!e.is(ProblemCode.OBJECT_EXISTS)) {
                throw e;
            }
            verify(target, codec, object);
        }
    }

    /// `OBJECT_DAMAGED` when `target` holds something else under the object's key.
    static void verify(Vault target, FrameCodec codec, Expected object) {
        byte[] there = target.objects().bytes(object.key());
        try {
            object.check(codec, there);
        } catch (DamagedData e) {
            throw target.objects().damaged(object.key(), e);
        }
    }

    @Override
    public void close() {
        codec.close();
    }
}
