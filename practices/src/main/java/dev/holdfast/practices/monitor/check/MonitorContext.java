package dev.holdfast.practices.monitor.check;

import dev.holdfast.core.alert.AlertStore;
import dev.holdfast.core.engine.ServerHealth;
import dev.holdfast.core.estate.Estate;
import dev.holdfast.core.metric.FactStore;
import dev.holdfast.core.metric.MetricStore;
import dev.holdfast.practices.backup.BackupCatalogue;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;

/// What this practice works with.
///
/// @param catalogue what the storages hold
/// @param console where people reach it, for the links in alerts
/// @param random for ids and tokens
public record MonitorContext(
        Estate estate,
        ServerHealth health,
        BackupCatalogue catalogue,
        MetricStore metrics,
        FactStore facts,
        AlertStore alerts,
        Supplier<Optional<String>> console,
        Clock clock,
        SecureRandom random) {
    private static final int TOKEN_BYTES = 16;

    /// Of an alert: eight hexadecimal digits.
    public String newId() {
        return "%08x".formatted(random.nextInt());
    }

    /// What nobody can guess.
    public String newToken() {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
