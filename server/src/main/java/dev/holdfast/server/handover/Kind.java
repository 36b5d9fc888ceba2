package dev.holdfast.server.handover;

import dev.holdfast.core.operation.Request;
import dev.holdfast.practices.backup.BackupResult;
import dev.holdfast.practices.backup.DueProof;
import dev.holdfast.practices.backup.ProofResults;
import dev.holdfast.practices.backup.ProveBackup;
import dev.holdfast.practices.backup.ProveDue;
import dev.holdfast.practices.backup.RunBackup;
import java.util.List;
import java.util.Optional;

/// A kind of request that can be handed over. What writes where the caller stands, such as a
/// restore, stays with the caller and its rights.
///
/// @param name as in [Request#kind]
record Kind(String name, Class<? extends Request<?>> request, Class<?> result) {
    private static final List<Kind> ALL =
            List.of(
                    new Kind("backup run", RunBackup.class, BackupResult.class),
                    new Kind("backup prove", ProveBackup.class, ProofResults.class),
                    new Kind("backup prove --due", ProveDue.class, DueProof.class));

    static Optional<Kind> of(String name) {
        return ALL.stream().filter(kind -> kind.name.equals(name)).findFirst();
    }
}
