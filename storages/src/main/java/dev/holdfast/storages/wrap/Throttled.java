package dev.holdfast.storages.wrap;

import dev.holdfast.core.storage.Content;
import dev.holdfast.core.storage.Storage;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Supplier;

/// Takes and gives at most so many bytes a second, all threads together: each way has the whole
/// bandwidth for itself.
final class Throttled extends Wrapper {
    private final Pause pause;
    private final Rate up;
    private final Rate down;

    Throttled(Storage storage, long bytesPerSecond, Pause pause) {
        super(storage);
        this.pause = pause;
        this.up = new Rate(bytesPerSecond, pause.nanos());
        this.down = new Rate(bytesPerSecond, pause.nanos());
    }

    @Override
    <T> T around(String key, Supplier<T> call) {
        return call.get();
    }

    @Override
    public void create(String key, Content content) {
        storage.create(key, new WatchedContent(content, bytes -> wait(key, up, bytes)));
    }

    @Override
    public InputStream read(String key) {
        return new WatchedStream(storage.read(key), bytes -> wait(key, down, bytes));
    }

    @Override
    public void read(String key, long offset, ByteBuffer target) {
        wait(key, down, target.remaining());
        storage.read(key, offset, target);
    }

    private void wait(String key, Rate rate, long bytes) {
        Duration due = rate.take(bytes, pause.nanos());
        if (due.isPositive()) {
            pause.within(name(), key, due);
        }
    }
}
