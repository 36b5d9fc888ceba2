package dev.holdfast.core.estate;

import dev.holdfast.core.estate.option.MappingType;
import dev.holdfast.core.estate.option.Option;
import dev.holdfast.core.estate.option.OptionTypes;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The options of `branches:`.
final class BranchOptions {
    private static final Option<String> WHO =
            Option.optional(
                    "who",
                    OptionTypes.choice(
                            Map.of(
                                    "viewer", "viewer",
                                    "operator", "operator",
                                    "approver", "approver",
                                    "admin", "admin")),
                    "the role that may open a branch of a protected database");
    private static final Option<String> MASK =
            Option.optional(
                    "mask",
                    OptionTypes.name("customers-masked"),
                    "the masking that every branch gets");
    private static final Option<Duration> TTL =
            Option.standard(
                    "ttl",
                    OptionTypes.duration(),
                    BranchPolicy.DEFAULT.ttl(),
                    "how long a branch lives unless it says otherwise");

    private BranchOptions() {}

    static MappingType<BranchPolicy> type() {
        return new MappingType<>(
                List.of(WHO, MASK, TTL),
                values -> new BranchPolicy(values.find(WHO), values.find(MASK), values.get(TTL)));
    }
}
