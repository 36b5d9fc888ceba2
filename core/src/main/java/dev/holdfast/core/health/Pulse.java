package dev.holdfast.core.health;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Proves again and again that a server lets in, reads and writes. For one thread; [#close] may
/// come from any.
public interface Pulse extends AutoCloseable {

    /// One beat, over a connection that is kept; now and then a new one is made. Fails with
    /// `SERVER_UNREACHABLE`, `SERVER_LOGIN_FAILED` or `SERVER_LOST`; the next beat then connects
    /// anew.
    Beat beat();

    @Override
    void close();

    /// How long each step took.
    ///
    /// @param connect empty when the connection was there
    /// @param write empty when this role may not write, or the server is a standby
    /// @param transactions that the server ended since its statistics began
    record Beat(
            Optional<Duration> connect,
            Duration read,
            Optional<Duration> write,
            boolean isStandby,
            long transactions,
            List<Standby> standbys) {
        public Beat {
            standbys = List.copyOf(standbys);
        }

        /// How long the caller of a transaction waits.
        public Duration latency() {
            return write.orElse(read);
        }
    }

    /// @param lagSeconds how far behind it shows writes; 0 when all is shown
    record Standby(String name, long lagBytes, double lagSeconds) {}
}
