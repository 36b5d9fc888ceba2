package dev.holdfast.practices.monitor.check;

import static dev.holdfast.core.health.Unit.SECONDS;

import dev.holdfast.core.engine.ServerHealth;
import dev.holdfast.core.health.Check;
import dev.holdfast.core.health.Check.Kind;
import dev.holdfast.core.health.Limits;
import java.util.List;
import java.util.stream.Stream;

/// Every check that has a threshold.
public final class MonitorChecks {
    /// Read from the probe, not from a query.
    static final Check PROBE =
            new Check(
                    "probe",
                    "how long the probe's small transaction took on average in the last half minute",
                    "it takes milliseconds on a server that is well; half a second is felt in every"
                            + " request, and at two seconds requests time out",
                    "what does the server do? see the checks blocked, connections and disk-free",
                    Limits.above(SECONDS, 0.5, 2),
                    Kind.LEVEL,
                    false,
                    "");

    private MonitorChecks() {}

    /// Those of the engine, and Holdfast's own.
    public static List<Check> all(ServerHealth engine) {
        return Stream.of(List.of(PROBE), engine.checks(), BackupCheckSet.STANDARD)
                .flatMap(List::stream)
                .toList();
    }
}
