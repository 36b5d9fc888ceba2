package dev.holdfast.practices.backup;

import dev.holdfast.core.operation.Request;

/// Takes a snapshot of a server into every storage that its policy names.
///
/// @param database the deployment's label, such as `shop@production`
/// @param full read and store everything anew, whatever former snapshots hold
/// @param acceptNewServer go on although the server is not the one that this label was backed up
///   from before: a new cluster, or one that was upgraded
public record RunBackup(String database, boolean full, boolean acceptNewServer)
        implements Request<BackupResult> {

    @Override
    public String kind() {
        return "backup run";
    }

    @Override
    public String subject() {
        return database;
    }
}
