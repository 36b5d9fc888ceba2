package dev.holdfast.core.estate;

import dev.holdfast.core.estate.option.OptionType;
import dev.holdfast.core.estate.option.Value;
import java.util.Map;
import java.util.Optional;

/// The name of a metric, and the labels that it must have.
final class MetricSelectorType implements OptionType<MetricSelector> {

    @Override
    public Optional<MetricSelector> read(Value value) {
        Optional<MetricSelector> read = value.text().flatMap(MetricSelector::read);
        if (read.isEmpty()) {
            value.wrong("is no metric", "write " + example());
        }
        return read;
    }

    @Override
    public String example() {
        return "'node_filesystem_avail_bytes{mountpoint=\"/data\"}'";
    }

    @Override
    public Map<String, Object> schema() {
        return Map.of("type", "string", "pattern", "^[a-zA-Z_:][a-zA-Z0-9_:]*(\\{.*})?$");
    }
}
