package dev.holdfast.practices.backup.stream;

import dev.holdfast.core.operation.Progress;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;

/// What a [StreamRun] works with.
///
/// @param label what users call the server
/// @param targets at least one
/// @param slotLimitBytes how much log the server may keep for the stream before it is given up
public record StreamOrder(
        String label,
        List<StreamTarget> targets,
        long slotLimitBytes,
        InstantSource clock,
        SecureRandom random,
        Progress progress) {
    public StreamOrder {
        targets = List.copyOf(targets);
    }
}
