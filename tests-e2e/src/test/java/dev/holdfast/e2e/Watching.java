package dev.holdfast.e2e;

import dev.holdfast.core.engine.Engine;
import dev.holdfast.core.estate.Estate;
import dev.holdfast.core.estate.EstateReader;
import dev.holdfast.core.estate.StorageTypes;
import dev.holdfast.journal.SqliteAlerts;
import dev.holdfast.journal.SqliteMetrics;
import dev.holdfast.practices.backup.BackupCatalogue;
import dev.holdfast.practices.backup.BackupContext;
import dev.holdfast.practices.monitor.check.CheckResult;
import dev.holdfast.practices.monitor.check.DatabaseChecks;
import dev.holdfast.practices.monitor.check.MonitorContext;
import dev.holdfast.storages.file.FileStorageType;
import dev.holdfast.storages.wrap.WrappedStorages;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// The checks of a site, with a clock that the test sets.
final class Watching implements AutoCloseable {
    private final Estate estate;
    private final SqliteMetrics metrics;
    private final SqliteAlerts alerts;
    private Instant now = Instant.parse("2026-11-22T12:00:00Z");

    Watching(Path configuration) {
        estate = EstateReader.read(configuration, List.of(new FileStorageType()));
        metrics = SqliteMetrics.open(configuration.resolveSibling(".holdfast"));
        alerts = SqliteAlerts.open(configuration.resolveSibling(".holdfast"));
    }

    void passes(Duration time) {
        now = now.plus(time);
    }

    CheckResult check(String name) {
        List<CheckResult> all = checks();
        return all.stream()
                .filter(each -> each.check().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not among " + all));
    }

    List<CheckResult> checks() {
        return new DatabaseChecks(context()).run(Optional.of("shop@production")).checks();
    }

    MonitorContext context() {
        Engine engine = Engines.postgres();
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);
        SecureRandom random = new SecureRandom();
        BackupContext backups =
                new BackupContext(
                        estate,
                        new WrappedStorages(
                                new StorageTypes(List.of(new FileStorageType())), random),
                        engine,
                        clock,
                        random,
                        "test");
        return new MonitorContext(
                estate,
                engine.health(),
                new BackupCatalogue(backups),
                metrics,
                metrics.facts(),
                alerts,
                Optional::empty,
                clock,
                random);
    }

    SqliteMetrics metrics() {
        return metrics;
    }

    @Override
    public void close() {
        metrics.close();
        alerts.close();
    }
}
