package dev.holdfast.core.estate;

import dev.holdfast.core.estate.MonitorPolicy.Threshold;
import dev.holdfast.core.estate.option.MappingType;
import dev.holdfast.core.estate.option.Option;
import dev.holdfast.core.estate.option.OptionType;
import dev.holdfast.core.estate.option.OptionTypes;
import dev.holdfast.core.estate.option.OptionValues;
import dev.holdfast.core.estate.option.Value;
import dev.holdfast.core.health.Unit;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// One value, which moves the warning, or `{warning: …, critical: …}`.
final class ThresholdType implements OptionType<Threshold> {
    private final OptionType<Double> amount;
    private final Option<Double> warning;
    private final Option<Double> critical;
    private final MappingType<Threshold> both;

    ThresholdType(Unit unit) {
        amount = amountOf(unit);
        warning = Option.optional("warning", amount, "from where on it deserves a look");
        critical = Option.optional("critical", amount, "from where on somebody must act now");
        both = new MappingType<>(List.of(warning, critical), this::threshold);
    }

    /// A number in the unit of the check.
    static OptionType<Double> amountOf(Unit unit) {
        return switch (unit) {
            case PERCENT -> OptionTypes.percent();
            case SECONDS -> new Converted<>(OptionTypes.duration(), ThresholdType::seconds);
            case BYTES -> new Converted<>(OptionTypes.size(), Long::doubleValue);
            case COUNT, TIMES, PER_MINUTE -> OptionTypes.number();
        };
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private Threshold threshold(OptionValues values) {
        return new Threshold(number(values.find(warning)), number(values.find(critical)));
    }

    static OptionalDouble number(Optional<Double> value) {
        return value.map(OptionalDouble::of).orElseGet(OptionalDouble::empty);
    }

    @Override
    public Optional<Threshold> read(Value value) {
        return value.isMapping()
                ? both.read(value)
                : amount.read(value)
                        .map(it -> new Threshold(OptionalDouble.of(it), OptionalDouble.empty()));
    }

    @Override
    public String example() {
        return amount.example() + ", or {warning: …, critical: …}";
    }

    @Override
    public Map<String, Object> schema() {
        return Map.of("anyOf", List.of(amount.schema(), both.schema()));
    }
}
