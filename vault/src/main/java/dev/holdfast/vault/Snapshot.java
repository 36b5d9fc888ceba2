package dev.holdfast.vault;

import dev.holdfast.core.engine.PhysicalSource;
import dev.holdfast.core.operation.Progress;
import java.util.List;
import java.util.Optional;

/// One snapshot in one storage, for reading. Safe for many threads.
@SuppressWarnings("DoNotCallSuggester") // the bodies follow
public final class Snapshot {
    Snapshot() {}

    public Manifest manifest() {
        throw new UnsupportedOperationException("soon");
    }

    /// All files, sorted by path; `global/pg_control` too.
    public List<StoredFile> files() {
        throw new UnsupportedOperationException("soon");
    }

    public Optional<StoredFile> file(String path) {
        throw new UnsupportedOperationException("soon");
    }

    /// One for each thread.
    public Reader openReader() {
        throw new UnsupportedOperationException("soon");
    }

    /// In order, without holes.
    public List<WalPart> wal() {
        throw new UnsupportedOperationException("soon");
    }

    public void readWal(WalPart part, PhysicalSource.WalSink sink) throws InterruptedException {
        throw new UnsupportedOperationException("soon");
    }

    /// Rung 0: every object is there with its size and, with `hashes`, its SHA-256. Damage is
    /// narrowed to the pages that it takes with it.
    public Verification verify(boolean hashes, Progress progress) throws InterruptedException {
        throw new UnsupportedOperationException("soon");
    }
}
