package dev.holdfast.engines.postgres.wal;

import dev.holdfast.engines.postgres.connect.Session;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// A tiny message in the log with the server's time. A stream stores its log up to there at once.
public final class TimeMessage {
    private static final String WRITE =
            "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint,"
                    + " CASE WHEN pg_is_in_recovery() THEN NULL ELSE"
                    + " pg_logical_emit_message(false, '"
                    + WalEvents.PREFIX
                    + "', (extract(epoch FROM clock_timestamp()) * 1000000)::bigint::text)::text END";

    private TimeMessage() {}

    /// Nothing on a standby.
    ///
    /// @return the time, when it was written
    public static Optional<Instant> write(Session session) {
        return session.one(
                "writing the time into its log",
                WRITE,
                row -> {
                    Instant time = Instant.EPOCH.plus(row.getLong(1), ChronoUnit.MICROS);
                    return row.getString(2) == null ? Optional.empty() : Optional.of(time);
                });
    }
}
