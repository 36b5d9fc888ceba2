package dev.holdfast.practices.branch;

import dev.holdfast.vault.Snapshot;
import dev.holdfast.vault.Vault;
import java.util.Optional;

/// A moment as one storage can bring it back. Closing lets go of the storages.
///
/// @param database the server's name of the database that was asked for
/// @param copy the vault's copy that `snapshot` belongs to
/// @param moment what it is, for people: a time where one was asked for or is known
/// @param release ends the use of the storages
public record BranchPoint(
        String database,
        Vault copy,
        Snapshot snapshot,
        Optional<Replay> replay,
        String moment,
        Runnable release)
        implements AutoCloseable {
    @Override
    public void close() {
        release.run();
    }
}
