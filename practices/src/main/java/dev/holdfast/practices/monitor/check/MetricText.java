package dev.holdfast.practices.monitor.check;

import dev.holdfast.core.estate.MetricSelector;
import dev.holdfast.core.health.Reading;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Reads Prometheus' text format: https://prometheus.io/docs/instrumenting/exposition_formats/
final class MetricText {
    private static final int MOST = 100;
    private static final Pattern SAMPLE =
            Pattern.compile(
                    "([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})?[ \t]+([-+0-9.eEInfNa]+)(?:[ \t]+-?[0-9.]+)?");
    private static final Pattern LABEL =
            Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    private MetricText() {}

    /// Every sample that is meant, called by the labels that the selector leaves open; at most a
    /// hundred.
    static List<Reading> readings(String text, MetricSelector selector) {
        List<Reading> readings = new ArrayList<>();
        text.lines()
                .filter(line -> line.startsWith(selector.name()))
                .map(line -> reading(line, selector))
                .flatMap(Optional::stream)
                .limit(MOST)
                .forEach(readings::add);
        return readings;
    }

    private static Optional<Reading> reading(String line, MetricSelector selector) {
        Matcher sample = SAMPLE.matcher(line);
        if (!sample.matches()) {
            return Optional.empty();
        }
        Map<String, String> labels = labels(Optional.ofNullable(sample.group(2)).orElse(""));
        if (!selector.selects(sample.group(1), labels)) {
            return Optional.empty();
        }
        String open =
                labels.entrySet().stream()
                        .filter(label -> !selector.labels().containsKey(label.getKey()))
                        .map(label -> label.getKey() + " " + label.getValue())
                        .collect(Collectors.joining(", "));
        return number(sample.group(3)).map(value -> Reading.of(open, value, ""));
    }

    private static Map<String, String> labels(String text) {
        Map<String, String> labels = new LinkedHashMap<>();
        LABEL.matcher(text)
                .results()
                .forEach(label -> labels.put(label.group(1), plain(label.group(2))));
        return labels;
    }

    private static String plain(String escaped) {
        return escaped.replace("\\n", " ").replace("\\\"", "\"").replace("\\\\", "\\");
    }

    /// Empty for what is no number: `NaN` is not measured.
    private static Optional<Double> number(String text) {
        try {
            double value =
                    switch (text) {
                        case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
                        case "-Inf" -> Double.NEGATIVE_INFINITY;
                        default -> Double.parseDouble(text);
                    };
            return Double.isNaN(value) ? Optional.empty() : Optional.of(value);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
