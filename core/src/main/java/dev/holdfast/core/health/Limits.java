package dev.holdfast.core.health;

import java.util.OptionalDouble;

/// From which value on a check is not well any more.
///
/// @param isLowBad whether small values are the bad ones
/// @param warning empty: never
/// @param critical empty: never
public record Limits(Unit unit, boolean isLowBad, OptionalDouble warning, OptionalDouble critical) {

    /// Large values are bad.
    public static Limits above(Unit unit, double warning, double critical) {
        return new Limits(unit, false, OptionalDouble.of(warning), OptionalDouble.of(critical));
    }

    /// Large values deserve a look, never somebody's night.
    public static Limits warnAbove(Unit unit, double warning) {
        return new Limits(unit, false, OptionalDouble.of(warning), OptionalDouble.empty());
    }

    /// Large values are critical at once.
    public static Limits criticalAbove(Unit unit, double critical) {
        return new Limits(unit, false, OptionalDouble.empty(), OptionalDouble.of(critical));
    }

    /// Small values are bad.
    public static Limits below(Unit unit, double warning, double critical) {
        return new Limits(unit, true, OptionalDouble.of(warning), OptionalDouble.of(critical));
    }

    public Limits with(OptionalDouble otherWarning, OptionalDouble otherCritical) {
        return new Limits(
                unit,
                isLowBad,
                otherWarning.isPresent() ? otherWarning : warning,
                otherCritical.isPresent() ? otherCritical : critical);
    }

    /// What is not a number could not be told.
    public Health judge(double value) {
        if (Double.isNaN(value)) {
            return Health.UNKNOWN;
        }
        if (isReached(critical, value)) {
            return Health.CRITICAL;
        }
        return isReached(warning, value) ? Health.WARNING : Health.OK;
    }

    private boolean isReached(OptionalDouble limit, double value) {
        return limit.isPresent()
                && (isLowBad ? value <= limit.getAsDouble() : value >= limit.getAsDouble());
    }

    /// For people: `warning from 80 %, critical from 95 %`.
    public String text() {
        String from = isLowBad ? " at or below " : " from ";
        StringBuilder text = new StringBuilder();
        warning.ifPresent(it -> text.append("warning").append(from).append(unit.text(it)));
        critical.ifPresent(it ->
                text.append(text.isEmpty() ? "" : ", ")
                        .append("critical")
                        .append(from)
                        .append(unit.text(it)));
        return text.toString();
    }
}
