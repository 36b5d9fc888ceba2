package dev.holdfast.practices.backup;

import dev.holdfast.core.operation.Request;

/// Removes everything that Holdfast keeps on a server for this vault.
///
/// @param database the deployment's label, such as `shop@production`
public record DetachServer(String database) implements Request<Detached> {

    @Override
    public String kind() {
        return "detach";
    }

    @Override
    public String subject() {
        return database;
    }
}
