package dev.holdfast.core.estate.option;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Numbers with units, with or without a blank between them.
public final class Quantities {
    static final String DURATION = "^([0-9]+ ?(ms|s|min|h|d|w) ?)+$";
    static final String INTERVAL = "^(hourly|daily|weekly|monthly|([0-9]+ ?(ms|s|min|h|d|w) ?)+)$";
    static final String SIZE = "^[0-9]+ ?(B|[kKMGTP]B|[KMGTP]iB)$";
    static final String RATE = "^[0-9]+ ?(B|[kKMGTP]B|[KMGTP]iB)/s$";
    static final String PERCENT = "^[0-9]+(\\.[0-9]+)? ?%$";

    private static final Pattern PART = Pattern.compile("([0-9]{1,9}) ?([a-z]+)(?: |$|(?=[0-9]))");
    private static final Pattern WHOLE_SIZE = Pattern.compile("([0-9]{1,12}) ?([A-Za-z]+)");
    private static final Map<String, Duration> UNITS =
            Map.of(
                    "ms", Duration.ofMillis(1),
                    "s", Duration.ofSeconds(1),
                    "min", Duration.ofMinutes(1),
                    "h", Duration.ofHours(1),
                    "d", Duration.ofDays(1),
                    "w", Duration.ofDays(7));
    private static final Map<String, Duration> WORDS =
            Map.of(
                    "hourly", Duration.ofHours(1),
                    "daily", Duration.ofDays(1),
                    "weekly", Duration.ofDays(7),
                    "monthly", Duration.ofDays(30));
    private static final String PREFIXES = "KMGTP";

    private Quantities() {}

    static Optional<Integer> whole(String text) {
        try {
            return Optional.of(Integer.parseInt(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    static Optional<Double> number(String text) {
        return text.matches("[0-9]{1,15}(\\.[0-9]{1,9})?")
                ? Optional.of(Double.parseDouble(text))
                : Optional.empty();
    }

    /// One or several parts, such as `1 h 30 min`; longer than nothing.
    public static Optional<Duration> duration(String text) {
        Duration sum = Duration.ZERO;
        Matcher part = PART.matcher(text);
        int end = 0;
        while (end < text.length()) {
            if (!part.find(end) || part.start() != end || !UNITS.containsKey(part.group(2))) {
                return Optional.empty();
            }
            long count = Long.parseLong(part.group(1));
            sum = sum.plus(UNITS.getOrDefault(part.group(2), Duration.ZERO).multipliedBy(count));
            end = part.end();
        }
        return sum.isPositive() ? Optional.of(sum) : Optional.empty();
    }

    static Optional<Duration> interval(String text) {
        return Optional.ofNullable(WORDS.get(text)).or(() -> duration(text));
    }

    /// `kB`, `MB`, `GB` are powers of 1000; `KiB`, `MiB`, `GiB` powers of 1024.
    static Optional<Long> size(String text) {
        Matcher matcher = WHOLE_SIZE.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return unit(matcher.group(2)).flatMap(unit -> product(matcher.group(1), unit));
    }

    /// A size a second.
    static Optional<Long> rate(String text) {
        return text.endsWith("/s") ? size(text.substring(0, text.length() - 2)) : Optional.empty();
    }

    static Optional<Double> percent(String text) {
        if (!text.matches(PERCENT)) {
            return Optional.empty();
        }
        double percent = Double.parseDouble(text.substring(0, text.length() - 1).strip());
        return percent <= 100 ? Optional.of(percent) : Optional.empty();
    }

    private static Optional<Long> unit(String unit) {
        if (unit.equals("B")) {
            return Optional.of(1L);
        }
        int power = PREFIXES.indexOf(Character.toUpperCase(unit.charAt(0))) + 1;
        long base =
                switch (unit.substring(1)) {
                    case "B" -> 1000;
                    case "iB" -> 1024;
                    default -> 0;
                };
        if (power == 0 || base == 0) {
            return Optional.empty();
        }
        long bytes = 1;
        for (int i = 0; i < power; i++) {
            bytes *= base;
        }
        return Optional.of(bytes);
    }

    private static Optional<Long> product(String count, long unit) {
        try {
            long bytes = Math.multiplyExact(Long.parseLong(count), unit);
            return bytes > 0 ? Optional.of(bytes) : Optional.empty();
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
    }
}
