package dev.holdfast.practices.overview;

import dev.holdfast.core.estate.Estate;
import dev.holdfast.core.estate.StorageDeclaration;
import dev.holdfast.core.estate.StorageOpener;
import dev.holdfast.core.problem.Finding;
import dev.holdfast.core.problem.Finding.Severity;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.Problem;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.core.storage.Deletion;
import dev.holdfast.core.storage.Storage;
import dev.holdfast.practices.backup.KeyFile;
import dev.holdfast.practices.overview.CheckReport.StorageCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reaches one storage with each of its credentials, and tries what they may do.
record StorageTrial(Estate estate, StorageOpener storages) {

    StorageCheck check(StorageDeclaration declaration) {
        try (Storage storage = storages.open(declaration)) {
            List<Finding> findings = new ArrayList<>();
            String state = "well";
            Deletion deletion = Deletion.UNKNOWN;
            try {
                KeyFile.unlock(storage, estate.vault().key());
                findings.addAll(storage.check());
                deletion = storage.deletion();
            } catch (HoldfastException e) {
                state = e.problem().code().code();
                findings.add(EstateCheck.finding(declaration.name(), e.problem()));
            }
            String credential = declaration.settings().credential();
            List<Attempt> attempts = new ArrayList<>();
            attempts.add(new Attempt(Attempt.WRITER, credential, deletion));
            if (declaration.hasPruner()) {
                attempts.add(prune(declaration, findings));
            }
            return new StorageCheck(
                    declaration.name(),
                    storage.location(),
                    state,
                    credential,
                    deletion,
                    attempts,
                    storage.traffic(),
                    findings);
        }
    }

    private Attempt prune(StorageDeclaration declaration, List<Finding> findings) {
        Deletion deletion = Deletion.UNKNOWN;
        try (Storage storage = storages.openForPruning(declaration)) {
            deletion = storage.deletion();
            refused(declaration, deletion).ifPresent(findings::add);
        } catch (HoldfastException e) {
            findings.add(untried(declaration, e.problem()));
        }
        return new Attempt(Attempt.PRUNER, declaration.pruner().credential(), deletion);
    }

    private static Optional<Finding> refused(StorageDeclaration declaration, Deletion deletion) {
        return deletion != Deletion.REFUSED
                ? Optional.empty()
                : Optional.of(
                        new Finding(
                                Severity.WARNING,
                                "pruner-refused",
                                declaration.name(),
                                "its pruner, %s, may not delete: nothing is ever freed there"
                                        .formatted(declaration.pruner().credential()),
                                "let it delete; what it needs: docs/how-to/keep-and-expire.md"));
    }

    /// Its secret belongs on the machine that prunes, which may be another one.
    private static Finding untried(StorageDeclaration declaration, Problem problem) {
        boolean isElsewhere = problem.code() == ProblemCode.CONFIGURATION_INVALID;
        return new Finding(
                isElsewhere ? Severity.NOTE : Severity.WARNING,
                "pruner-untried",
                declaration.name(),
                "its pruner was not tried: " + problem.message(),
                isElsewhere ? "fine where another machine runs backup expire" : problem.hint());
    }
}
