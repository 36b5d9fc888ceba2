package dev.holdfast.core.estate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which samples of a Prometheus endpoint are meant: `node_load1`, or
/// `node_filesystem_avail_bytes{mountpoint="/data"}`. Labels that are not named may have any value.
public record MetricSelector(String name, Map<String, String> labels) {
    private static final String LABEL = "([a-zA-Z_][a-zA-Z0-9_]*)=\"([^\"\\\\{}]*)\"";
    private static final Pattern LABELS = Pattern.compile(LABEL);
    static final Pattern FORM =
            Pattern.compile(
                    "([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(%1$s(?:, ?%1$s)*)})?".formatted(LABEL));

    public MetricSelector {
        labels = Map.copyOf(labels);
    }

    /// Empty when it is none.
    public static Optional<MetricSelector> read(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        Map<String, String> labels = new LinkedHashMap<>();
        Optional.ofNullable(form.group(2))
                .ifPresent(all ->
                        LABELS.matcher(all)
                                .results()
                                .forEach(each -> labels.put(each.group(1), each.group(2))));
        return Optional.of(new MetricSelector(form.group(1), labels));
    }

    public boolean selects(String otherName, Map<String, String> otherLabels) {
        return name.equals(otherName) && otherLabels.entrySet().containsAll(labels.entrySet());
    }
}
