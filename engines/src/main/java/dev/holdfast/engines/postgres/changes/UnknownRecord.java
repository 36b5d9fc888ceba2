package dev.holdfast.engines.postgres.changes;

import dev.holdfast.engines.postgres.wal.WalRecord;
import org.jspecify.annotations.Nullable;

/// A record that may change pages and is not understood: then nothing is known of what changed.
final class UnknownRecord extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnknownRecord(WalRecord record, @Nullable Throwable cause) {
        super(
                "the WAL record at %s of resource manager %d has a form that is not known"
                        .formatted(record.start(), record.resourceManager()),
                cause);
    }
}
