package dev.holdfast.branchfs.overlay;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Whether the branch can still be believed. Once something that was written to it is lost, it is
/// **broken** for good: everything is answered with EIO, and what was learned from it is void. A
/// failed read of the tree below breaks nothing: the reader was told, and may try again.
public final class Health {
    private final AtomicReference<@Nullable Trouble> breakage = new AtomicReference<>();
    private final AtomicReference<@Nullable Trouble> failedRead = new AtomicReference<>();

    /// @param what lower case, without full stop
    public record Trouble(String what, Throwable cause) {}

    /// Says that something is lost; the first to say so is remembered.
    public void breaks(String what, Throwable cause) {
        breakage.compareAndSet(null, new Trouble(what, cause));
    }

    public boolean isBroken() {
        return breakage.get() != null;
    }

    public Optional<Trouble> breakage() {
        return Optional.ofNullable(breakage.get());
    }

    void readFailed(String what, Throwable cause) {
        failedRead.set(new Trouble(what, cause));
    }

    /// The newest read of the tree below that failed.
    public Optional<Trouble> failedRead() {
        return Optional.ofNullable(failedRead.get());
    }
}
