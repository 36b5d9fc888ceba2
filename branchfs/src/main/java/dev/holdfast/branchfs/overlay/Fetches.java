package dev.holdfast.branchfs.overlay;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;

/// What is being fetched from below just now, so that nothing is fetched twice at a time.
final class Fetches {
    private final ConcurrentMap<Target, CountDownLatch> running = new ConcurrentHashMap<>();

    /// Compared by identity: a content is no value.
    private record Target(FileContent file, int chunk) {}

    /// @return whether the caller is to fetch it, and to say when it is done; else another has done
    ///   so meanwhile, or failed to
    boolean begin(FileContent file, int chunk) throws InterruptedException {
        CountDownLatch other = running.putIfAbsent(new Target(file, chunk), new CountDownLatch(1));
        if (other == null) {
            return true;
        }
        other.await();
        return false;
    }

    void end(FileContent file, int chunk) {
        CountDownLatch done = running.remove(new Target(file, chunk));
        if (done == null) {
            throw new IllegalStateException("chunk %d was not being fetched".formatted(chunk));
        }
        done.countDown();
    }
}
