package dev.holdfast.practices.backup.stream;

import dev.holdfast.vault.StreamedWal;
import java.time.Duration;

/// One storage that takes the log.
///
/// @param pieceInterval how often a piece of the growing part is stored
public record StreamTarget(StreamedWal copy, Duration pieceInterval) {
    String name() {
        return copy.vault().storage().name();
    }
}
