package dev.holdfast.practices.backup;

import dev.holdfast.core.engine.DamagedWal;
import dev.holdfast.core.operation.Actor;
import dev.holdfast.core.operation.Progress;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.practices.backup.moment.Onward;
import dev.holdfast.practices.backup.moment.Past;
import dev.holdfast.vault.CopyCheck.Flaw;
import dev.holdfast.vault.LogDamages;
import dev.holdfast.vault.StreamPart;
import dev.holdfast.vault.Vault;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/// Writes down in a storage what was found damaged in its log, so that windows end there.
record DamageNotes(BackupContext context, Progress progress) {

    /// What a check of everything found.
    void keep(Vault copy, Collection<Flaw> flaws) {
        keep(copy, flaws.stream().collect(Collectors.toMap(Flaw::object, Flaw::what, (a, _) -> a)));
    }

    /// What ended the reading of the log that follows a snapshot: objects that cannot be read, or
    /// one that can, and whose records are not the server's.
    void keep(Past past, Onward onward, HoldfastException found) {
        Vault copy = past.log().vault();
        Map<String, String> wrong = new LogDamages(copy).inspect(onward.parts());
        if (found.getCause() instanceof DamagedWal unsound) {
            onward.parts().stream()
                    .filter(part -> part.holds(unsound.at()))
                    .map(StreamPart::key)
                    .forEach(key -> wrong.putIfAbsent(key, unsound.getMessage()));
        }
        keep(copy, wrong);
    }

    /// What was found must be told even where it cannot be written down.
    private void keep(Vault copy, Map<String, String> wrong) {
        try {
            new LogDamages(copy)
                    .keep(wrong, Actor.current(), context.clock().instant(), context.random());
        } catch (HoldfastException e) {
            if (e.is(ProblemCode.OPERATION_CANCELLED)) {
                throw e;
            }
            progress.note(
                    "storage '%s' could not note what of its log is damaged: %s"
                            .formatted(copy.storage().name(), e.problem().message()));
        }
    }
}
