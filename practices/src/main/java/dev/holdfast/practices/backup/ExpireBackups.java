package dev.holdfast.practices.backup;

import dev.holdfast.core.operation.Request;
import java.util.List;
import java.util.Optional;

/// Lets snapshots expire that no policy keeps, and deletes what is due.
///
/// @param database the deployment's label; empty for all
/// @param atMost how many snapshots of one server may expire; by default a quarter, at least ten
/// @param approved what was shown before: only these may expire; empty for whatever is decided
public record ExpireBackups(
        Optional<String> database, Optional<Integer> atMost, Optional<List<String>> approved)
        implements Request<ExpiryReport> {
    public ExpireBackups {
        approved = approved.map(List::copyOf);
    }

    @Override
    public String kind() {
        return "backup expire";
    }

    @Override
    public String subject() {
        return "vault";
    }
}
