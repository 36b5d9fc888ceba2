package dev.holdfast.core.estate;

import dev.holdfast.core.estate.option.OptionType;
import dev.holdfast.core.estate.option.OptionTypes;
import dev.holdfast.core.estate.option.Value;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An interval, such as `6 h` or `daily`, or a cron expression of five fields.
final class ScheduleType implements OptionType<Schedule> {
    private static final int CRON_FIELDS = 5;

    private final OptionType<Duration> interval = OptionTypes.interval();

    @Override
    public Optional<Schedule> read(Value value) {
        String text = value.text().orElse("").strip();
        if (text.split("\\s+").length == CRON_FIELDS) {
            return cron(value, text);
        }
        return interval.read(value).map(Schedule.Every::new);
    }

    private static Optional<Schedule> cron(Value value, String text) {
        try {
            return Optional.of(new Schedule.Cron(text));
        } catch (IllegalArgumentException e) {
            value.wrong(
                    value.shown() + " is no cron expression",
                    "write minute, hour, day of month, month and day of week: \"0 3 * * *\"");
            return Optional.empty();
        }
    }

    @Override
    public String example() {
        return interval.example() + ", or \"0 3 * * *\"";
    }

    @Override
    public Map<String, Object> schema() {
        return Map.of(
                "anyOf",
                List.of(
                        interval.schema(),
                        Map.of("type", "string", "pattern", "^\\S+(\\s+\\S+){4}$")));
    }
}
