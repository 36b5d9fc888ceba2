package dev.holdfast.practices.monitor.check;

import dev.holdfast.core.health.Health;
import dev.holdfast.core.health.Limits;
import dev.holdfast.core.health.Reading.Clock;
import dev.holdfast.core.metric.MetricStore;
import dev.holdfast.core.metric.Point;
import dev.holdfast.core.metric.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;

/// Says how many days are left until a limit, at the rate of the last week; and makes little time
/// left as bad as much used up.
///
/// What falls back by itself before it matters, such as the age of transaction ids, is left alone
/// until it is halfway to its warning.
record Clocks(MetricStore metrics, Instant now) {
    private static final Duration LOOKED_BACK = Duration.ofDays(7);

    /// A shorter past says nothing about days.
    private static final Duration LEAST_PAST = Duration.ofHours(1);

    private static final double WARNING_DAYS = 30;
    private static final double CRITICAL_DAYS = 3;

    /// Nobody plans for more.
    private static final double MOST_DAYS = 3650;

    Judgement judge(Series used, Limits limits, Clock clock, Judgement judgement) {
        OptionalDouble days = daysLeft(used, clock);
        if (days.isEmpty()) {
            return judgement;
        }
        Health byTime =
                days.getAsDouble() <= CRITICAL_DAYS
                        ? Health.CRITICAL
                        : days.getAsDouble() <= WARNING_DAYS ? Health.WARNING : Health.OK;
        boolean matters = isHalfway(limits, judgement.value());
        return new Judgement(
                matters && byTime.isWorseThan(judgement.state()) ? byTime : judgement.state(),
                judgement.value(),
                "%s; %s at the rate of the last week"
                        .formatted(judgement.message(), words(days.getAsDouble())),
                judgement.hint());
    }

    private static boolean isHalfway(Limits limits, double value) {
        if (limits.warning().isEmpty()) {
            return true;
        }
        double warning = limits.warning().getAsDouble();
        return limits.isLowBad() ? value <= 2 * warning : value >= warning / 2;
    }

    private OptionalDouble daysLeft(Series used, Clock clock) {
        List<Point> past = metrics.points(used, now.minus(LOOKED_BACK), now);
        if (past.isEmpty()) {
            return OptionalDouble.empty();
        }
        Point first = past.getFirst();
        Duration span = Duration.between(first.lastAt(), now);
        double rise = clock.now() - first.last();
        if (span.compareTo(LEAST_PAST) < 0 || rise <= 0) {
            return OptionalDouble.empty();
        }
        double daysPassed = span.toMillis() / 86_400_000.0;
        double days = (clock.limit() - clock.now()) / (rise / daysPassed);
        return days > MOST_DAYS ? OptionalDouble.empty() : OptionalDouble.of(days);
    }

    private static String words(double days) {
        return days < 2 ? Math.round(days * 24) + " hours left" : Math.round(days) + " days left";
    }
}
