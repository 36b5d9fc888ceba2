package dev.holdfast.vault;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.vault.pipeline.SealedObject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/// Sends every finished object to all storages. Safe for many threads.
final class Uploads implements AutoCloseable {
    private final List<CopyUpload> copies;
    private final LongAdder bytes = new LongAdder();

    Uploads(List<Vault> vaults) {
        copies = vaults.stream().map(CopyUpload::new).toList();
    }

    /// @param released called once no storage needs the object's buffer any more
    void send(SealedObject object, Runnable released) {
        bytes.add(object.length());
        AtomicInteger left = new AtomicInteger(copies.size());
        Runnable one =
                () -> {
                    if (left.decrementAndGet() == 0) {
                        released.run();
                    }
                };
        copies.forEach(copy -> copy.submit(new CopyUpload.Task(object, one)));
    }

    void send(SealedObject object) {
        send(object, () -> {});
    }

    void awaitIdle() throws InterruptedException {
        for (CopyUpload copy : copies) {
            copy.awaitIdle();
        }
        requireOneAlive();
    }

    /// Throws the first storage's failure when there is none left that works.
    void requireOneAlive() {
        if (copies.stream().allMatch(copy -> copy.failure().isPresent())) {
            Optional<HoldfastException> first = copies.getFirst().failure();
            first.ifPresent(e -> {
                throw new HoldfastException(e.problem(), e);
            });
        }
    }

    List<CopyUpload> copies() {
        return copies;
    }

    /// What was made, as it is stored in each storage that works.
    long bytes() {
        return bytes.sum();
    }

    @Override
    public void close() {
        copies.forEach(CopyUpload::close);
    }
}
