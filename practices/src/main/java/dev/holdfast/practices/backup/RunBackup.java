package dev.holdfast.practices.backup;

import dev.holdfast.core.operation.Request;

/// Takes a snapshot of a server into every storage that its policy names.
///
/// @param database the deployment's label, such as `shop@production`
/// @param full read everything, even where the changes are known
public record RunBackup(String database, boolean full) implements Request<BackupResult> {

    @Override
    public String kind() {
        return "backup run";
    }

    @Override
    public String subject() {
        return database;
    }
}
