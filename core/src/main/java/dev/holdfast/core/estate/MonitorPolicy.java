package dev.holdfast.core.estate;

import dev.holdfast.core.health.Limits;
import dev.holdfast.core.secret.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/// How a database is watched.
///
/// @param user a role of its own for checks and the probe
/// @param every how often its checks run
/// @param probe how often the probe beats
/// @param thresholds by the name of the check; what is not there is as the check says
/// @param off names of checks that are not asked
/// @param own the user's own checks
/// @param maintenance times of which nobody is told
public record MonitorPolicy(
        Optional<String> user,
        Optional<Secret> password,
        Duration every,
        Duration probe,
        Map<String, Threshold> thresholds,
        Set<String> off,
        List<OwnCheck> own,
        List<Maintenance> maintenance) {

    public static final Duration EVERY = Duration.ofSeconds(30);
    public static final Duration PROBE = Duration.ofSeconds(1);

    public static final MonitorPolicy STANDARD =
            new MonitorPolicy(
                    Optional.empty(),
                    Optional.empty(),
                    EVERY,
                    PROBE,
                    Map.of(),
                    Set.of(),
                    List.of(),
                    List.of());

    public MonitorPolicy {
        thresholds = Map.copyOf(thresholds);
        off = Set.copyOf(off);
        own = List.copyOf(own);
        maintenance = List.copyOf(maintenance);
    }

    /// `standard` as this policy has it.
    public Limits limits(String check, Limits standard) {
        return Optional.ofNullable(thresholds.get(check))
                .map(threshold -> threshold.applied(standard))
                .orElse(standard);
    }

    public boolean isMaintenance(Instant now, ZoneId zone) {
        return maintenance.stream().anyMatch(each -> each.covers(now, zone));
    }

    /// A threshold that differs from the check's own.
    public record Threshold(OptionalDouble warning, OptionalDouble critical) {

        /// A warning that alone was moved past the critical value takes that along.
        Limits applied(Limits standard) {
            Limits applied = standard.with(warning, critical);
            if (critical.isEmpty()
                    && warning.isPresent()
                    && applied.critical().isPresent()
                    && isPast(warning.getAsDouble(), applied)) {
                return standard.with(warning, warning);
            }
            return applied;
        }

        private static boolean isPast(double warning, Limits limits) {
            double critical = limits.critical().orElseThrow();
            return limits.isLowBad() ? warning < critical : warning > critical;
        }
    }

    /// A check of the user's.
    ///
    /// @param isLowBad whether small values are the bad ones
    public record OwnCheck(
            String name,
            Source source,
            String about,
            boolean isLowBad,
            OptionalDouble warning,
            OptionalDouble critical) {}

    /// Where the value of an own check comes from.
    public sealed interface Source {
        /// The first column of the first row of a query.
        record Sql(String query) implements Source {}

        /// What a Prometheus endpoint says, such as the host's node_exporter.
        record Metric(WebAddress from, MetricSelector selector) implements Source {}
    }

    /// @param start when it begins
    /// @param length how long it lasts
    public record Maintenance(Schedule start, Duration length) {
        boolean covers(Instant now, ZoneId zone) {
            return start.next(now.minus(length), zone).filter(at -> !at.isAfter(now)).isPresent();
        }
    }
}
