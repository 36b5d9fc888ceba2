package dev.holdfast.core.estate;

import dev.holdfast.core.estate.option.OptionType;
import dev.holdfast.core.estate.option.OptionTypes;
import dev.holdfast.core.estate.option.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An `https://` or `http://` address without a user, or the reference to a secret that is one.
final class WebAddressType implements OptionType<WebAddress> {
    private static final String FORM = "https?://[^\\s@]+";

    @Override
    public Optional<WebAddress> read(Value value) {
        String text = value.text().orElse("");
        if (text.matches(FORM)) {
            return Optional.of(new WebAddress.Plain(text));
        }
        if (text.startsWith("${")) {
            return OptionTypes.secret().read(value).map(WebAddress.Hidden::new);
        }
        value.wrong("is no web address", "write " + example());
        return Optional.empty();
    }

    @Override
    public String example() {
        return "\"${env:ALERT_URL}\", or https://alerts.example/in";
    }

    @Override
    public Map<String, Object> schema() {
        return Map.of(
                "anyOf",
                List.of(
                        Map.of("type", "string", "pattern", "^" + FORM + "$"),
                        OptionTypes.secret().schema()));
    }
}
