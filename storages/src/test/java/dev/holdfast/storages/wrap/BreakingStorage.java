package dev.holdfast.storages.wrap;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.Problem;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.core.storage.Content;
import dev.holdfast.core.storage.ObjectInfo;
import dev.holdfast.core.storage.Storage;
import dev.holdfast.storages.remote.PassingFailure;
import dev.holdfast.testkit.MemoryStorage;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;

/// A connection that breaks: before a call has its effect, or after it.
final class BreakingStorage implements Storage {
    final MemoryStorage objects = new MemoryStorage("cloud");
    int calls;
    int failBefore;
    int failAfter;
    boolean passing = true;

    /// After so many bytes of a stream or objects of a list, once.
    int breakAfter = Integer.MAX_VALUE;

    private void before() {
        calls++;
        if (failBefore > 0) {
            failBefore--;
            throw failure();
        }
    }

    private void after() {
        if (failAfter > 0) {
            failAfter--;
            throw failure();
        }
    }

    HoldfastException failure() {
        return new HoldfastException(
                new Problem(
                        ProblemCode.STORAGE_UNREACHABLE, "storage 'cloud': connection reset", ""),
                passing ? new PassingFailure("connection reset") : null);
    }

    @Override
    public String name() {
        return "cloud";
    }

    @Override
    public String location() {
        return "nowhere";
    }

    @Override
    public void create(String key, Content content) {
        before();
        objects.create(key, content);
        after();
    }

    @Override
    public InputStream read(String key) {
        before();
        InputStream stream = objects.read(key);
        int limit = breakAfter;
        breakAfter = Integer.MAX_VALUE;
        return new InputStream() {
            private int given;

            @Override
            public int read() throws java.io.IOException {
                if (given++ == limit) {
                    throw failure();
                }
                return stream.read();
            }

            @Override
            public int read(byte[] target, int offset, int length) throws java.io.IOException {
                int value = read();
                if (value < 0) {
                    return -1;
                }
                target[offset] = (byte) value;
                return 1;
            }
        };
    }

    @Override
    public void read(String key, long offset, ByteBuffer target) {
        before();
        objects.read(key, offset, target);
        after();
    }

    @Override
    public Optional<ObjectInfo> find(String key) {
        before();
        return objects.find(key);
    }

    @Override
    public void list(String prefix, Consumer<ObjectInfo> each) {
        before();
        int limit = breakAfter;
        breakAfter = Integer.MAX_VALUE;
        int[] given = {0};
        objects.list(
                prefix,
                info -> {
                    if (given[0]++ == limit) {
                        throw failure();
                    }
                    each.accept(info);
                });
    }

    @Override
    public void delete(String key) {
        before();
        objects.delete(key);
        after();
    }

    @Override
    public void close() {}
}
