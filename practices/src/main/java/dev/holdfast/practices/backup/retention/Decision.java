package dev.holdfast.practices.backup.retention;

import java.time.Instant;
import java.util.List;

/// What becomes of one snapshot.
///
/// @param reasons why it is kept, such as `newest of week 2026-47`; empty when it goes
/// @param rules the names of those that keep it, see [Reason#rule]
public record Decision(
        String snapshot, Instant finished, List<String> reasons, List<String> rules) {
    public Decision {
        reasons = List.copyOf(reasons);
        rules = List.copyOf(rules);
    }

    static Decision of(Candidate candidate, List<Reason> reasons) {
        return new Decision(
                candidate.id(),
                candidate.finished(),
                reasons.stream().map(Reason::words).distinct().toList(),
                reasons.stream().map(Reason::rule).distinct().toList());
    }

    public boolean isKept() {
        return !reasons.isEmpty();
    }
}
