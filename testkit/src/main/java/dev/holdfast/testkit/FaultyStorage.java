package dev.holdfast.testkit;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.core.storage.Content;
import dev.holdfast.core.storage.ObjectInfo;
import dev.holdfast.core.storage.Storage;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// Passes every call on, and fails some of them: the N-th, once or from then on for ever. A failing
/// call has no effect, as when the network goes away.
public final class FaultyStorage implements Storage {
    private final Storage storage;
    private final AtomicInteger calls = new AtomicInteger();
    private volatile int failFrom = Integer.MAX_VALUE;
    private volatile boolean once;
    private volatile ProblemCode code = ProblemCode.STORAGE_UNREACHABLE;
    private volatile boolean deletesFail;
    private volatile Consumer<String> beforeCreate = _ -> {};

    public FaultyStorage(Storage storage) {
        this.storage = storage;
    }

    /// Counts from the next call on: that is call 1.
    public void failCall(int number, boolean onlyOnce) {
        calls.set(0);
        once = onlyOnce;
        failFrom = number;
    }

    public void failWith(ProblemCode problem) {
        code = problem;
    }

    public void failNoMore() {
        failFrom = Integer.MAX_VALUE;
    }

    /// Fails every delete, as a storage does that locks its objects.
    public void failDeletes(boolean fail) {
        deletesFail = fail;
    }

    /// What happens elsewhere while an object of this key is on its way.
    public void beforeCreate(Consumer<String> happening) {
        beforeCreate = happening;
    }

    /// Since [#failCall].
    public int calls() {
        return calls.get();
    }

    private void pass(String key) {
        int call = calls.incrementAndGet();
        if (call == failFrom || (call > failFrom && !once)) {
            throw failure(call, key);
        }
    }

    private HoldfastException failure(int call, String key) {
        return new HoldfastException(
                code,
                "storage '%s': call %d, for %s, was made to fail".formatted(name(), call, key),
                "try again");
    }

    @Override
    public String name() {
        return storage.name();
    }

    @Override
    public String location() {
        return storage.location();
    }

    @Override
    public void initialize() {
        pass("itself");
        storage.initialize();
    }

    @Override
    public void create(String key, Content content) {
        pass(key);
        beforeCreate.accept(key);
        storage.create(key, content);
    }

    @Override
    public InputStream read(String key) {
        pass(key);
        return storage.read(key);
    }

    @Override
    public void read(String key, long offset, ByteBuffer target) {
        pass(key);
        storage.read(key, offset, target);
    }

    @Override
    public Optional<ObjectInfo> find(String key) {
        pass(key);
        return storage.find(key);
    }

    @Override
    public void list(String prefix, Consumer<ObjectInfo> each) {
        pass(prefix);
        storage.list(prefix, each);
    }

    @Override
    public void delete(String key) {
        pass(key);
        if (deletesFail) {
            throw failure(calls(), key);
        }
        storage.delete(key);
    }

    @Override
    public int removeLeftovers(Duration age) {
        pass("leftovers");
        return storage.removeLeftovers(age);
    }

    @Override
    public void close() {
        storage.close();
    }
}
