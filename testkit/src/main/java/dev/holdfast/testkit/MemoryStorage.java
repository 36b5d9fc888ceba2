package dev.holdfast.testkit;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.core.storage.Content;
import dev.holdfast.core.storage.ObjectInfo;
import dev.holdfast.core.storage.Storage;
import dev.holdfast.core.storage.StorageKeys;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// A storage in memory that keeps the whole contract, and lets a test look at and damage what it
/// holds.
public final class MemoryStorage implements Storage {
    private final String name;
    private final InstantSource clock;
    private final ConcurrentSkipListMap<String, Stored> objects = new ConcurrentSkipListMap<>();

    private record Stored(byte[] bytes, ObjectInfo info) {}

    public MemoryStorage(String name, InstantSource clock) {
        this.name = name;
        this.clock = clock;
    }

    /// For tests that do not care about time.
    public MemoryStorage(String name) {
        this(name, () -> Instant.EPOCH);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String location() {
        return "memory";
    }

    @Override
    public void create(String key, Content content) {
        check(key);
        byte[] bytes = bytesOf(content);
        Stored stored = new Stored(bytes, new ObjectInfo(key, bytes.length, clock.instant()));
        if (objects.putIfAbsent(key, stored) != null) {
            throw problem(ProblemCode.OBJECT_EXISTS, key, "exists already");
        }
    }

    @Override
    public InputStream read(String key) {
        return new ByteArrayInputStream(find(key, true).bytes());
    }

    @Override
    public void read(String key, long offset, ByteBuffer target) {
        byte[] bytes = find(key, true).bytes();
        if (offset < 0 || offset + target.remaining() > bytes.length) {
            throw problem(ProblemCode.OBJECT_DAMAGED, key, "is shorter than what was asked for");
        }
        target.put(bytes, (int) offset, target.remaining());
    }

    @Override
    public Optional<ObjectInfo> find(String key) {
        check(key);
        return Optional.ofNullable(objects.get(key)).map(Stored::info);
    }

    @Override
    public void list(String prefix, Consumer<ObjectInfo> each) {
        interruptible(prefix);
        objects.tailMap(prefix, true).values().stream()
                .takeWhile(stored -> stored.info().key().startsWith(prefix))
                .forEach(stored -> each.accept(stored.info()));
    }

    @Override
    public void delete(String key) {
        check(key);
        objects.remove(key);
    }

    @Override
    public void close() {}

    /// All keys, sorted.
    public List<String> keys() {
        return List.copyOf(objects.keySet());
    }

    /// What only damage can do: other bytes under the same key.
    public void corrupt(String key, UnaryOperator<byte[]> change) {
        byte[] bytes = change.apply(find(key, true).bytes().clone());
        objects.put(key, new Stored(bytes, new ObjectInfo(key, bytes.length, clock.instant())));
    }

    public byte[] bytes(String key) {
        return find(key, true).bytes().clone();
    }

    /// An independent storage that holds the same objects now.
    public MemoryStorage copy(String newName) {
        MemoryStorage copy = new MemoryStorage(newName, clock);
        copy.objects.putAll(objects);
        return copy;
    }

    private Stored find(String key, boolean checked) {
        if (checked) {
            check(key);
        }
        Stored stored = objects.get(key);
        if (stored == null) {
            throw problem(ProblemCode.OBJECT_MISSING, key, "is missing");
        }
        return stored;
    }

    private byte[] bytesOf(Content content) {
        try (InputStream stream = content.open()) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void check(String key) {
        interruptible(StorageKeys.check(key));
    }

    private void interruptible(String key) {
        if (Thread.currentThread().isInterrupted()) {
            throw problem(ProblemCode.OPERATION_CANCELLED, key, "was interrupted");
        }
    }

    private HoldfastException problem(ProblemCode code, String key, String what) {
        return new HoldfastException(
                code, "storage '%s': object %s %s".formatted(name, key, what), "");
    }
}
