package dev.holdfast.server;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// Held by the one daemon of a state directory; the kernel lets it go when the process dies.
final class DaemonLock implements AutoCloseable {
    private final FileChannel channel;

    private DaemonLock(FileChannel channel) {
        this.channel = channel;
    }

    /// `DAEMON_RUNNING` when another process has it.
    static DaemonLock take(Path state) {
        Path file = state.resolve("serve.lock");
        try {
            Files.createDirectories(state);
            FileChannel channel =
                    FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(channel) == null) {
                channel.close();
                throw running(state);
            }
            return new DaemonLock(channel);
        } catch (IOException e) {
            throw new HoldfastException(
                    ProblemCode.STATE_UNUSABLE,
                    "state directory " + state + " cannot be written",
                    "ls -ld " + state,
                    e);
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // this very process has it
        }
    }

    private static HoldfastException running(Path state) {
        String who =
                DaemonAddress.read(state)
                        .map(address ->
                                ": process %d, %s"
                                        .formatted(
                                                address.pid(),
                                                address.console()
                                                        .orElse("socket " + address.socket())))
                        .orElse("");
        return new HoldfastException(
                ProblemCode.DAEMON_RUNNING,
                "a daemon is already running on " + state + who,
                "stop it first, or give this one a state of its own: --state DIR");
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
