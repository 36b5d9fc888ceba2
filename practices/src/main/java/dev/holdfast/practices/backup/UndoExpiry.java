package dev.holdfast.practices.backup;

import dev.holdfast.core.operation.Request;

/// Brings a snapshot back that expired less than 23 hours ago.
///
/// @param snapshot its whole id: it is not listed any more
public record UndoExpiry(String snapshot) implements Request<PinResult> {

    @Override
    public String kind() {
        return "backup expire --undo";
    }

    @Override
    public String subject() {
        return snapshot;
    }
}
