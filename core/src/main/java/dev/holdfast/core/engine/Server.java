package dev.holdfast.core.engine;

import dev.holdfast.core.problem.Finding;
import java.util.List;

/// A server that is reached. Not safe for several threads, except where a method says so.
public interface Server extends AutoCloseable {

    ServerFacts facts();

    /// What stands between this role and a snapshot, each with the statement that mends it; and
    /// what this role could do to the server, said plainly.
    List<Finding> checkSnapshots();

    /// The statements that an administrator runs once so that `role` can take snapshots, for this
    /// server's version.
    List<String> snapshotGrants(String role);

    /// What `role` needs besides, so that proofs can compare rows with this server.
    List<String> proofGrants(String role);

    /// Everything that Holdfast ever creates on this server, one line each, for people.
    List<String> footprint();

    /// Begins one snapshot: only one at a time on a server (`SERVER_BUSY`). The server forces a
    /// checkpoint, so this can take as long as the server's own checkpoints do.
    PhysicalSource beginSnapshot(SnapshotSettings settings) throws InterruptedException;

    /// The server's log as it grows, held by the slot of `holder`: lower-case letters and digits
    /// that no other vault has. The caller closes it.
    WalSource openWal(String holder);

    /// What Holdfast has on this server, of whatever vault, that stays when it is not running.
    List<WalSource.Slot> slots();

    /// Removes a slot of [#slots]. `SERVER_BUSY` while somebody follows it.
    void dropSlot(String name);

    @Override
    void close();
}
