package dev.holdfast.branchfs.fuse;

import dev.holdfast.branchfs.kernel.Errno;
import dev.holdfast.branchfs.kernel.ErrnoException;
import dev.holdfast.branchfs.kernel.FuseDevice;
import dev.holdfast.branchfs.overlay.Health;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// The answer that one request waits for. Given once: whoever comes second is late.
final class Answer {
    private final FuseDevice device;
    private final long unique;
    private final Health health;
    private final AtomicBoolean given = new AtomicBoolean();
    private @Nullable String loss;

    Answer(FuseDevice device, long unique, Health health) {
        this.device = device;
        this.unique = unique;
        this.health = health;
    }

    /// @param loss what nobody would otherwise learn of
    void breaksWhenItFails(String loss) {
        this.loss = loss;
    }

    /// @param result the length of what is in the reply, or a negated errno
    void give(Reply reply, int result) throws ErrnoException {
        if (given.compareAndSet(false, true)) {
            reply.send(device, unique, result);
        }
    }

    void fail(Reply reply, Exception cause) throws ErrnoException {
        if (given.get()) {
            return;
        }
        if (loss != null) {
            health.breaks(loss, cause);
        } else if (!(cause instanceof IOException || cause instanceof InterruptedException)) {
            health.breaks("a bug of the file system", cause);
        }
        give(reply, cause instanceof ErrnoException e ? -e.errno() : -Errno.EIO);
    }
}
