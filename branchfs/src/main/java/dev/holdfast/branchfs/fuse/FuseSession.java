package dev.holdfast.branchfs.fuse;

import dev.holdfast.branchfs.kernel.FuseDevice;
import dev.holdfast.branchfs.overlay.Overlay;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Serves one mount. Ends when it is unmounted; whoever started it calls [#end] then.
public final class FuseSession {
    private static final int FEWEST_THREADS = 2;
    private static final int MOST_THREADS = 8;

    /// For work that has been interrupted.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final List<FuseDevice> devices;
    private final List<Thread> threads = new ArrayList<>();
    private final Deferred deferred;
    private final CountDownLatch mounted = new CountDownLatch(1);

    private FuseSession(List<FuseDevice> devices, Deferred deferred) {
        this.devices = devices;
        this.deferred = deferred;
    }

    /// How a mount is served.
    ///
    /// @param deadline for a request that waits for the tree below
    /// @param stalled after which the kernel gives up when this process answers nothing at all
    /// @param abandoned called when requests cannot be answered any more: takes the mount away
    public record Settings(
            Duration deadline, Duration stalled, InstantSource clock, Runnable abandoned) {}

    /// @param device is closed with the session, also when this fails
    public static FuseSession start(FuseDevice device, Overlay overlay, Settings settings)
            throws IOException {
        Deferred deferred = new Deferred(settings.deadline(), overlay.health());
        FuseSession session = new FuseSession(devices(device), deferred);
        Dispatch dispatch =
                new Dispatch(
                        overlay,
                        deferred,
                        settings.clock(),
                        settings.stalled(),
                        session.mounted::countDown);
        for (FuseDevice each : session.devices) {
            session.serve(
                    new ServingThread(each, dispatch, overlay.health(), settings.abandoned()));
        }
        return session;
    }

    private static List<FuseDevice> devices(FuseDevice first) throws IOException {
        int count =
                Math.clamp(
                        Runtime.getRuntime().availableProcessors(), FEWEST_THREADS, MOST_THREADS);
        List<FuseDevice> devices = new ArrayList<>(List.of(first));
        try {
            while (devices.size() < count) {
                devices.add(first.another());
            }
            return devices;
        } catch (IOException e) {
            devices.forEach(FuseDevice::close);
            throw e;
        }
    }

    private void serve(ServingThread serving) {
        threads.add(
                Thread.ofPlatform()
                        .daemon()
                        .name("branch-serving-" + threads.size())
                        .start(serving));
    }

    /// Waits until the mount may be used.
    ///
    /// @return whether it may
    public boolean awaitMounted(Duration patience) throws InterruptedException {
        return mounted.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    public boolean isServing() {
        return threads.stream().anyMatch(Thread::isAlive);
    }

    /// Waits until the mount is gone.
    public void awaitEnd() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /// Waits for the serving threads, which end when the mount is gone.
    ///
    /// @return whether they ended, so that nothing uses the overlay any more
    public boolean end() throws InterruptedException {
        boolean ended = true;
        for (Thread thread : threads) {
            ended &= thread.join(PATIENCE);
        }
        if (deferred.end(PATIENCE) && ended) {
            devices.forEach(FuseDevice::close);
            return true;
        }
        return false;
    }
}
