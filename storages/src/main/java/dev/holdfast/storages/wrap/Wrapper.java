package dev.holdfast.storages.wrap;

import dev.holdfast.core.problem.Finding;
import dev.holdfast.core.storage.Content;
import dev.holdfast.core.storage.Deletion;
import dev.holdfast.core.storage.ObjectInfo;
import dev.holdfast.core.storage.Storage;
import dev.holdfast.core.storage.Traffic;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Passes every call on through [#around]; a wrapper adds to it, and overrides the calls that carry
/// bytes.
abstract class Wrapper implements Storage {
    final Storage storage;

    Wrapper(Storage storage) {
        this.storage = storage;
    }

    /// One call that carries no content.
    abstract <T> T around(String key, Supplier<T> call);

    @Override
    public final String name() {
        return storage.name();
    }

    @Override
    public final String location() {
        return storage.location();
    }

    @Override
    public final void initialize() {
        aroundAction("", storage::initialize);
    }

    @Override
    public abstract void create(String key, Content content);

    @Override
    public abstract InputStream read(String key);

    @Override
    public abstract void read(String key, long offset, ByteBuffer target);

    @Override
    public final Optional<ObjectInfo> find(String key) {
        return around(key, () -> storage.find(key));
    }

    @Override
    public void list(String prefix, Consumer<ObjectInfo> each) {
        aroundAction(prefix, () -> storage.list(prefix, each));
    }

    @Override
    public final void delete(String key) {
        aroundAction(key, () -> storage.delete(key));
    }

    @Override
    public final int removeLeftovers(Duration age) {
        return around("", () -> storage.removeLeftovers(age));
    }

    @Override
    public final Deletion deletion() {
        return around("", storage::deletion);
    }

    @Override
    public final List<Finding> check() {
        return around("", storage::check);
    }

    @Override
    public Traffic traffic() {
        return storage.traffic();
    }

    @Override
    public final void close() {
        storage.close();
    }

    final void aroundAction(String key, Runnable action) {
        around(
                key,
                () -> {
                    action.run();
                    return key;
                });
    }
}
