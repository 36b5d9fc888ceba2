package dev.holdfast.vault;

import dev.holdfast.core.engine.PhysicalSource;
import dev.holdfast.core.engine.SourceFile;
import java.util.List;
import java.util.Optional;

/// Writes one snapshot into every copy of a vault: one read feeds all storages.
///
/// Use: [#begin]; a [#lane] for each worker; for each file of the server exactly one of
/// [#finished], [#partly], [#unchanged] and [#gone], after all of its content was appended (by any
/// lane, from any thread); [#wal] on its own thread; when all workers are done, [#commit]. Closing
/// without a commit leaves nothing that is listed.
///
/// A storage that fails does not fail the others: nothing more is sent to it, and [Committed] says
/// why. When all have failed, the first failure is thrown by whatever is called next.
///
/// Not counting the lanes' own work, all methods are safe for many threads.
@SuppressWarnings("DoNotCallSuggester") // the bodies follow
public final class SnapshotWriter implements AutoCloseable {
    private SnapshotWriter() {}

    /// @param copies of one vault, at least one
    /// @param former what unchanged content is taken from; it must be in every one of `copies`
    public static SnapshotWriter begin(
            List<Vault> copies, Optional<Snapshot> former, WriterSettings settings) {
        throw new UnsupportedOperationException("soon");
    }

    /// A new one for each worker thread.
    public Lane lane() {
        throw new UnsupportedOperationException("soon");
    }

    /// The file was appended as a whole.
    ///
    /// @param finalSizeBytes what was really there; it may have shrunk since it was listed
    public void finished(SourceFile file, long finalSizeBytes) {
        throw new UnsupportedOperationException("soon");
    }

    /// Only what differs from the former snapshot was appended, and everything beyond its former
    /// size.
    public void partly(SourceFile file, long finalSizeBytes) {
        throw new UnsupportedOperationException("soon");
    }

    /// The file is as it was in the former snapshot; nothing was appended.
    public void unchanged(SourceFile file) {
        throw new UnsupportedOperationException("soon");
    }

    /// The file was dropped meanwhile; what was appended of it is forgotten.
    public void gone(SourceFile file) {
        throw new UnsupportedOperationException("soon");
    }

    /// Takes the WAL of the snapshot, in order and without holes.
    public PhysicalSource.WalSink wal(int timeline) {
        throw new UnsupportedOperationException("soon");
    }

    /// Writes what remains, and last the manifest, to each storage that has everything.
    public Committed commit(Manifest.Draft draft) throws InterruptedException {
        throw new UnsupportedOperationException("soon");
    }

    @Override
    public void close() {}
}
