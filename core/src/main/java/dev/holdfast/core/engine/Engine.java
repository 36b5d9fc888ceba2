package dev.holdfast.core.engine;

/// One kind of database. The port that practices speak to; an adapter keeps its driver to itself.
public interface Engine {

    /// Such as `postgresql`.
    String name();

    /// Reaches the server that `address` names. `SERVER_UNREACHABLE` or `SERVER_LOGIN_FAILED` when
    /// it cannot be done; the caller closes the result.
    Server connect(ServerAddress address);

    /// Data directories of this engine on this machine.
    DataDirectories dataDirectories();

    /// Starts servers of this engine on this machine.
    ServerRunner runner();

    /// Watches servers of this engine.
    ServerHealth health();

    /// Checks a snapshot's WAL without a server.
    WalAudit walAudit(WalAudit.Extent extent);

    /// Reads the log of one timeline from the start of a segment on, and tells `visitor` of what
    /// moments are made of.
    WalReading readWal(WalForm form, int timeline, Lsn from, WalVisitor visitor);

    /// Finds changed pages in the log of the server that `facts` are about.
    LogChanges logChanges(ServerFacts facts);
}
