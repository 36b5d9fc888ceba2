package dev.holdfast.storages.wrap;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.core.storage.Content;
import dev.holdfast.core.storage.ObjectInfo;
import dev.holdfast.core.storage.Storage;
import dev.holdfast.core.storage.Traffic;
import dev.holdfast.storages.remote.PassingFailure;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Tries again what failed in a way that may pass, after a pause that grows, and only so often and
/// so long.
///
/// A write may have happened although it failed. Before the next try, what is there is looked at:
/// objects never change, so one with the same bytes is the one that was to be written.
final class Retrying extends Wrapper {
    private final RetryRule rule;
    private final RandomGenerator random;
    private final Pause pause;
    private final LongAdder retries = new LongAdder();
    private volatile boolean answered;

    Retrying(Storage storage, RetryRule rule, RandomGenerator random, Pause pause) {
        super(storage);
        this.rule = rule;
        this.random = random;
        this.pause = pause;
    }

    @Override
    <T> T around(String key, Supplier<T> call) {
        return around(key, call, call);
    }

    /// @param again each try after the first
    private <T> T around(String key, Supplier<T> call, Supplier<T> again) {
        long begun = pause.nanos();
        for (int attempt = 1; ; attempt++) {
            try {
                T answer = attempt == 1 ? call.get() : again.get();
                answered = true;
                return answer;
            } catch (HoldfastException e) {
                Duration spent = Duration.ofNanos(pause.nanos() - begun);
                if (!PassingFailure.isCauseOf(e)
                        || attempt >= rule.tries(answered)
                        || spent.compareTo(rule.total()) > 0) {
                    throw e;
                }
            }
            retries.increment();
            pause.within(name(), key, rule.pauseAfter(attempt, random));
        }
    }

    @Override
    public void create(String key, Content content) {
        around(
                key,
                () -> {
                    storage.create(key, content);
                    return key;
                },
                () -> {
                    createAgain(key, content);
                    return key;
                });
    }

    private void createAgain(String key, Content content) {
        SameContent same = new SameContent(storage, key, content);
        if (same.isThere()) {
            return;
        }
        try {
            storage.create(key, content);
        } catch (HoldfastException e) {
            if (!e.is(ProblemCode.OBJECT_EXISTS) || !same.isThere()) {
                throw e;
            }
        }
    }

    @Override
    public InputStream read(String key) {
        return new ResumedStream(this, key, around(key, () -> storage.read(key)));
    }

    @Override
    public void read(String key, long offset, ByteBuffer target) {
        int start = target.position();
        aroundAction(key, () -> storage.read(key, offset, target.position(start)));
    }

    /// A list that broke off goes on behind the last key that it gave, where keys came in order.
    @Override
    public void list(String prefix, Consumer<ObjectInfo> each) {
        OrderedGiving giving = new OrderedGiving(each);
        around(
                prefix,
                () -> {
                    giving.begin();
                    try {
                        storage.list(prefix, giving);
                    } catch (HoldfastException e) {
                        throw giving.canGoOn() ? e : new HoldfastException(e.problem(), e);
                    }
                    return prefix;
                });
    }

    @Override
    public Traffic traffic() {
        Traffic all = storage.traffic();
        return new Traffic(all.calls(), retries.sum(), all.bytesRead(), all.bytesWritten());
    }
}
