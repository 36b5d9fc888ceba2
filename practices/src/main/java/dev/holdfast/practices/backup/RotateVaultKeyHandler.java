package dev.holdfast.practices.backup;

import dev.holdfast.core.operation.Handler;
import dev.holdfast.core.operation.Progress;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.practices.backup.KeyReport.Action;
import dev.holdfast.practices.backup.KeyReport.Change;
import dev.holdfast.vault.VaultKey;
import dev.holdfast.vault.WrappedKeys;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `vault key rotate`: a new key in place of the one in use.
///
/// The order keeps every storage open to a key that is kept, wherever it is cut off: the new key is
/// on disk first; then it opens the storages together with the old one; then it becomes the key in
/// use, while the old one stays beside it; last, the old one opens them no more.
public final class RotateVaultKeyHandler implements Handler<RotateVaultKey, KeyReport> {
    private final BackupContext context;

    public RotateVaultKeyHandler(BackupContext context) {
        this.context = context;
    }

    @Override
    public KeyReport run(RotateVaultKey request, Progress progress) {
        KeyFiles files = KeyFiles.of(context.estate().vault().key()).orElseThrow(this::notAFile);
        progress.step("unlock the vault");
        try (VaultCopies copies = context.openVault()) {
            copies.require();
            KeyChange change = new KeyChange(context, copies);
            VaultKey old = change.inUse();
            WrappedKeys newest = change.newest();
            requireOpens(newest, old);
            progress.step("let a new key open the storages");
            VaultKey key = files.next(context.random());
            WrappedKeys both =
                    newest.with(key, change.anyCopy(), change.nextGeneration(), context.random());
            change.write(both, key);
            progress.step("make it the key in use");
            List<String> given = givenUp(files, old, key);
            Path former = files.promoteNext(old);
            progress.step("let the old key open them no more");
            change.write(both.without(given, change.nextGeneration()), key);
            return change.report(
                    Optional.of(
                            new Change(
                                    Action.ROTATED,
                                    key.id(),
                                    files.current().toString(),
                                    true,
                                    former.toString())));
        }
    }

    /// Also keys of rotations that were cut off before their last step.
    private static List<String> givenUp(KeyFiles files, VaultKey old, VaultKey key) {
        List<String> ids = new ArrayList<>();
        ids.add(old.id());
        files.kept().values().stream()
                .map(VaultKey::id)
                .filter(id -> !id.equals(key.id()))
                .forEach(ids::add);
        return ids;
    }

    private static void requireOpens(WrappedKeys newest, VaultKey inUse) {
        if (!newest.opensWith(inUse)) {
            throw new HoldfastException(
                    ProblemCode.VAULT_KEY_WRONG,
                    "the key in use, %s, does not open the newest wrapped keys"
                            .formatted(inUse.id()),
                    "set vault.key to one that does: holdfast vault key list");
        }
    }

    private HoldfastException notAFile() {
        return new HoldfastException(
                ProblemCode.CONFIGURATION_INVALID,
                "the vault key is %s, not a file, so no new one can be put in its place"
                        .formatted(context.estate().vault().key()),
                "holdfast vault key add NEWFILE, set vault.key to that key, then: holdfast vault key remove OLDID");
    }
}
