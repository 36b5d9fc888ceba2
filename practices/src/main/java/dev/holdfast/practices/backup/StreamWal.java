package dev.holdfast.practices.backup;

import dev.holdfast.core.operation.Request;

/// Stores a server's log in every storage that its policy names, as it is written; until it is
/// interrupted.
///
/// @param database the deployment's label, such as `shop@production`
public record StreamWal(String database) implements Request<StreamWalResult> {

    @Override
    public String kind() {
        return "wal stream";
    }

    @Override
    public String subject() {
        return database;
    }
}
