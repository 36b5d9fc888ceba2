package dev.holdfast.practices.monitor;

import dev.holdfast.core.engine.ServerHealth;
import dev.holdfast.core.estate.Estate;
import dev.holdfast.core.metric.FactStore;
import dev.holdfast.core.metric.MetricStore;
import dev.holdfast.practices.backup.BackupCatalogue;
import java.time.Clock;

/// What this practice works with.
///
/// @param catalogue what the storages hold
public record MonitorContext(
        Estate estate,
        ServerHealth health,
        BackupCatalogue catalogue,
        MetricStore metrics,
        FactStore facts,
        Clock clock) {}
