package dev.holdfast.core.estate;

import dev.holdfast.core.secret.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// How a server is backed up.
///
/// @param user a role of its own for backups
/// @param every when; run by the daemon, or by whoever calls `backup run`
/// @param to names of storages; never empty
/// @param keep which snapshots stay; empty keeps all
/// @param workers how many connections read at once
/// @param directRead read the data directory itself where this machine may
/// @param fastCheckpoint begin at once instead of waiting for the server's spread checkpoint
/// @param streamed whether the daemon stores the write-ahead log as it is written
/// @param walKeep how far back from the newest snapshot that log is kept; empty for as far as
///   snapshots are kept
/// @param walLimitBytes how much log the server may keep for a stream that does not take it
public record BackupPolicy(
        Optional<String> user,
        Optional<Secret> password,
        Optional<Schedule> every,
        List<String> to,
        Optional<Keep> keep,
        Prove prove,
        Objectives objectives,
        int workers,
        boolean directRead,
        boolean fastCheckpoint,
        boolean streamed,
        Optional<Duration> walKeep,
        OptionalLong walLimitBytes) {
    public BackupPolicy {
        to = List.copyOf(to);
    }

    public record Keep(int last, int hourly, int daily, int weekly, int monthly, int yearly) {}

    /// @param newest how often the newest snapshot is proven
    /// @param allWithin within which time every kept snapshot is proven
    public record Prove(
            Optional<Duration> newest, Optional<Duration> allWithin, List<Assertion> assertions) {
        public Prove {
            assertions = List.copyOf(assertions);
        }
    }

    /// A statement about the data that a proof tests in SQL: rung 7.
    ///
    /// @param database the logical or server database to run it in; empty for the deployment's own
    public record Assertion(String name, Optional<String> database, String sql, String expect) {}

    public record Objectives(Optional<Duration> recoveryPoint, Optional<Duration> recoveryTime) {}
}
