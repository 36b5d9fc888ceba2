package dev.holdfast.core.estate;

import dev.holdfast.core.estate.option.MappingType;
import dev.holdfast.core.estate.option.Option;
import dev.holdfast.core.estate.option.OptionType;
import dev.holdfast.core.estate.option.OptionTypes;
import java.util.List;

/// The options of `serve:`.
final class ServeOptions {
    private static final Option<String> URL =
            Option.optional(
                    "url",
                    OptionTypes.webSite("https://holdfast.example"),
                    "where people reach the console, for the links in alerts; by default where the"
                            + " daemon listens");

    private ServeOptions() {}

    static OptionType<ServePolicy> type() {
        return new MappingType<>(List.of(URL), values -> new ServePolicy(values.find(URL)));
    }
}
