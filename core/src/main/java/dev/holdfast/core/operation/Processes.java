package dev.holdfast.core.operation;

import dev.holdfast.core.journal.ProcessIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/// This process, and whether others live.
public final class Processes {
    /// The kernel's idea of when a process began moves with the clock's corrections; process ids do
    /// not come round within seconds.
    private static final Duration CLOCK_CORRECTION = Duration.ofSeconds(5);

    private Processes() {}

    static ProcessIdentity current() {
        ProcessHandle self = ProcessHandle.current();
        return new ProcessIdentity(host(), machine(), self.pid(), startOf(self));
    }

    /// Who works here: `user@host`.
    static String actor() {
        return System.getProperty("user.name", "unknown") + "@" + host();
    }

    /// Whether `process`, which is of this machine, is still there.
    static boolean isAlive(ProcessIdentity process) {
        return ProcessHandle.of(process.pid())
                .filter(ProcessHandle::isAlive)
                .map(Processes::startOf)
                .map(start -> Duration.between(start, process.started()).abs())
                .filter(apart -> apart.compareTo(CLOCK_CORRECTION) < 0)
                .isPresent();
    }

    private static Instant startOf(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH);
    }

    static String host() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException e) {
            return hostFromNetwork();
        }
    }

    private static String hostFromNetwork() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }

    /// Process ids mean the same within one boot and one process id namespace, as containers have.
    private static String machine() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip()
                    + " "
                    + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
        } catch (IOException e) {
            return host();
        }
    }
}
