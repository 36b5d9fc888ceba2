package dev.holdfast.practices.backup;

import dev.holdfast.core.operation.Request;
import java.time.Instant;
import java.util.Optional;

/// Keeps one snapshot, whatever the policy says.
///
/// @param snapshot its id, or the beginning of it
/// @param until when the pin ends by itself
public record PinBackup(String snapshot, Optional<Instant> until, String reason)
        implements Request<PinResult> {

    @Override
    public String kind() {
        return "backup pin";
    }

    @Override
    public String subject() {
        return snapshot;
    }
}
