package dev.holdfast.practices.backup;

import dev.holdfast.core.operation.Request;

/// Takes the pins of one snapshot back.
///
/// @param snapshot its id, or the beginning of it
public record UnpinBackup(String snapshot) implements Request<PinResult> {

    @Override
    public String kind() {
        return "backup unpin";
    }

    @Override
    public String subject() {
        return snapshot;
    }
}
