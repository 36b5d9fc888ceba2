package dev.holdfast.vault;

import dev.holdfast.core.problem.HoldfastException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/// Tells collectors, once an hour from the second hour on, that a snapshot is being written: so
/// that they leave alone what it relies on, however long it takes. It makes long runs succeed; that
/// no listed snapshot loses anything does not depend on it, but on [Publication].
final class Lease implements AutoCloseable {
    private final List<Vault> copies;
    private final Content content;
    private final SecureRandom random;
    private final String writer;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("lease").factory());
    private int beats;

    /// @param former the snapshot whose objects are relied on
    record Content(Optional<String> former) {}

    private Lease(List<Vault> copies, Optional<String> former, SecureRandom random) {
        this.copies = copies;
        this.content = new Content(former);
        this.random = random;
        this.writer = ObjectKeys.randomHex(random);
    }

    static Lease begin(List<Vault> copies, Optional<String> former, SecureRandom random) {
        Lease lease = new Lease(copies, former, random);
        long period = Grace.LEASE.toSeconds();
        ScheduledFuture<?> _ =
                lease.timer.scheduleAtFixedRate(lease::beat, period, period, TimeUnit.SECONDS);
        return lease;
    }

    /// Shows in every storage that this writer lives.
    synchronized void beat() {
        write(String.format(Locale.ROOT, "-%06d", beats++));
    }

    private void write(String suffix) {
        for (Vault copy : copies) {
            try {
                new Notes(copy.objects())
                        .write(ObjectKeys.RUNNING + writer + suffix, content, random);
            } catch (HoldfastException e) {
                // a storage that is away for an hour has not lost its snapshot: the next beat comes
            }
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        end();
    }

    private synchronized void end() {
        if (beats > 0) {
            write(Leases.END);
        }
    }
}
