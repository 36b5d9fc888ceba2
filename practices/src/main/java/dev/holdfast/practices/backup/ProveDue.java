package dev.holdfast.practices.backup;

import dev.holdfast.core.operation.Request;

/// Proves the one copy of a database's snapshots whose proof is due next, if any is: so every kept
/// snapshot in every storage is proven again and again, within the time that `all-within` says.
///
/// @param database the deployment's label
public record ProveDue(String database) implements Request<DueProof> {

    @Override
    public String kind() {
        return "backup prove --due";
    }

    @Override
    public String subject() {
        return database;
    }
}
