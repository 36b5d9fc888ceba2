package dev.holdfast.practices.monitor.watch;

import dev.holdfast.core.alert.Alert;
import dev.holdfast.core.health.Pulse.Standby;
import dev.holdfast.practices.monitor.check.CheckResult;
import java.util.List;
import java.util.OptionalDouble;

/// How everything that is watched stands at one moment.
public record WatchView(
        List<DatabaseView> databases, List<CheckResult> results, List<Alert> alerts) {
    /// Of whoever watches nothing.
    public static final WatchView NOTHING = new WatchView(List.of(), List.of(), List.of());

    public WatchView {
        databases = List.copyOf(databases);
        results = List.copyOf(results);
        alerts = List.copyOf(alerts);
    }

    /// @param latencySeconds of the newest beat; empty while it is down
    /// @param standbys as the newest beat saw them; none while it is down
    /// @param cost since the watch began
    public record DatabaseView(
            String database,
            boolean isUp,
            OptionalDouble latencySeconds,
            List<Standby> standbys,
            Cost cost) {
        public DatabaseView {
            standbys = List.copyOf(standbys);
        }
    }

    /// How long one server worked for the watch, and the network took.
    public record Cost(double probingSeconds, double checkingSeconds) {}
}
