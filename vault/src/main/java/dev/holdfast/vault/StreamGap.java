package dev.holdfast.vault;

import dev.holdfast.core.engine.Lsn;
import java.time.Instant;

/// A stretch of a server's log that is certain never to come: nothing in it can be brought back.
///
/// @param after the newest time that is known before it
/// @param noticed when it was found
/// @param reason for people
public record StreamGap(
        int timeline, Lsn from, Lsn to, Instant after, Instant noticed, String reason) {}
