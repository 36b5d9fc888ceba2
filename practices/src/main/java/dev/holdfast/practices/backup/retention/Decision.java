package dev.holdfast.practices.backup.retention;

import java.time.Instant;
import java.util.List;

/// What becomes of one snapshot.
///
/// @param reasons why it is kept, such as `newest of week 2026-47`; empty when it goes
public record Decision(String snapshot, Instant finished, List<String> reasons) {
    public Decision {
        reasons = List.copyOf(reasons);
    }

    public boolean isKept() {
        return !reasons.isEmpty();
    }
}
