package dev.holdfast.practices.backup.retention;

import java.util.Objects;

/// Why a snapshot stays.
///
/// @param rule its name, one word: `last`, `hourly` and the like as the policy has them; or, what
///   no policy decides: `all`, `newest`, `proven`, `started`, `base`, `running`, `pinned`,
///   `doubtful`
/// @param words for people, such as `newest of week 2026-47`
public record Reason(String rule, String words) {
    public Reason {
        Objects.requireNonNull(rule);
        Objects.requireNonNull(words);
    }
}
