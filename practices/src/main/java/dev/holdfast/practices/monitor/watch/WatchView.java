package dev.holdfast.practices.monitor.watch;

import dev.holdfast.core.alert.Alert;
import dev.holdfast.core.health.Pulse.Standby;
import dev.holdfast.practices.monitor.check.CheckResult;
import java.util.ArrayList;
import java.util.List;

/// How everything that is watched stands at one moment.
public record WatchView(
        List<DatabaseView> databases, List<CheckResult> results, List<Alert> alerts) {
    public WatchView {
        databases = List.copyOf(databases);
        results = List.copyOf(results);
        alerts = List.copyOf(alerts);
    }

    /// @param latencySeconds of the newest beat that was well
    public record DatabaseView(
            String database, boolean isUp, double latencySeconds, List<Standby> standbys) {
        public DatabaseView {
            standbys = List.copyOf(standbys);
        }
    }

    static WatchView of(List<Probe> probes, List<CheckResult> results, List<Alert> alerts) {
        List<DatabaseView> databases = new ArrayList<>();
        for (Probe probe : probes) {
            probe.latest(beat ->
                    databases.add(
                            new DatabaseView(
                                    probe.database(),
                                    probe.isUp(),
                                    beat.latency().toNanos() / 1e9,
                                    beat.standbys())));
        }
        return new WatchView(databases, results, alerts);
    }
}
