package dev.holdfast.storages.wrap;

import dev.holdfast.core.storage.Content;
import dev.holdfast.core.storage.Storage;
import dev.holdfast.core.storage.Traffic;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/// Counts the calls, and the bytes that they carried, whether they succeeded or not.
final class Metered extends Wrapper {
    private final LongAdder calls = new LongAdder();
    private final LongAdder read = new LongAdder();
    private final LongAdder written = new LongAdder();

    Metered(Storage storage) {
        super(storage);
    }

    @Override
    <T> T around(String key, Supplier<T> call) {
        calls.increment();
        return call.get();
    }

    @Override
    public void create(String key, Content content) {
        aroundAction(key, () -> storage.create(key, new WatchedContent(content, written::add)));
    }

    @Override
    public InputStream read(String key) {
        return around(key, () -> new WatchedStream(storage.read(key), read::add));
    }

    @Override
    public void read(String key, long offset, ByteBuffer target) {
        int length = target.remaining();
        aroundAction(key, () -> storage.read(key, offset, target));
        read.add(length);
    }

    @Override
    public Traffic traffic() {
        return new Traffic(calls.sum(), 0, read.sum(), written.sum());
    }
}
