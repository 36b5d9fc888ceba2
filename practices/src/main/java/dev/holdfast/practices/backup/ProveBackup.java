package dev.holdfast.practices.backup;

import dev.holdfast.core.operation.Request;
import java.util.Optional;

/// Proves one snapshot by starting it: from one storage, or from each that holds it.
///
/// @param database the deployment's label
/// @param snapshot an id, or `latest`
public record ProveBackup(String database, String snapshot, Optional<String> storage)
        implements Request<ProofResults> {

    @Override
    public String kind() {
        return "backup prove";
    }

    @Override
    public String subject() {
        return database;
    }
}
