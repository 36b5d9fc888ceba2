package dev.holdfast.core.engine;

import dev.holdfast.core.health.Check;
import dev.holdfast.core.health.HealthSession;
import dev.holdfast.core.health.Pulse;
import java.time.Duration;
import java.util.List;

/// The port through which servers are watched.
public interface ServerHealth {

    /// What this kind of server can be asked, in the order in which people read it.
    List<Check> checks();

    /// Opens the one connection of a round of checks. `SERVER_UNREACHABLE` or `SERVER_LOGIN_FAILED`
    /// when it cannot be done.
    HealthSession open(ServerAddress address);

    /// Nothing is opened before the first beat.
    ///
    /// @param patience how long one step of a beat may take
    Pulse pulse(ServerAddress address, Duration patience);

    /// Whether a probe left its table in the database.
    boolean hasFootprint(ServerAddress address);

    /// Removes the table of probes, and its schema. A probe that runs makes it again.
    void removeFootprint(ServerAddress address);
}
