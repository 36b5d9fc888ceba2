package dev.holdfast.practices.backup;

import dev.holdfast.core.operation.Handler;
import dev.holdfast.core.operation.Progress;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.practices.backup.KeyReport.Action;
import dev.holdfast.practices.backup.KeyReport.Change;
import dev.holdfast.vault.VaultKey;
import dev.holdfast.vault.WrappedKeys;
import java.util.List;
import java.util.Optional;

/// `vault key remove`: a new generation without that key. Never without the key in use, and never
/// when the key in use would not open it.
public final class RemoveVaultKeyHandler implements Handler<RemoveVaultKey, KeyReport> {
    private final BackupContext context;

    public RemoveVaultKeyHandler(BackupContext context) {
        this.context = context;
    }

    @Override
    public KeyReport run(RemoveVaultKey request, Progress progress) {
        progress.step("unlock the vault");
        try (VaultCopies copies = context.openVault()) {
            copies.require();
            KeyChange change = new KeyChange(context, copies);
            VaultKey inUse = change.inUse();
            WrappedKeys newest = change.newest();
            String id = find(newest, request.keyId());
            requireOther(id, inUse, newest);
            progress.step("wrap the keys without that key");
            change.write(newest.without(List.of(id), change.nextGeneration()), inUse);
            return change.report(Optional.of(new Change(Action.REMOVED, id, "", false, "")));
        }
    }

    private static String find(WrappedKeys newest, String beginning) {
        List<String> found =
                newest.keyIds().stream().filter(id -> id.startsWith(beginning)).toList();
        if (found.size() == 1 && !beginning.isEmpty()) {
            return found.getFirst();
        }
        throw new HoldfastException(
                ProblemCode.USAGE,
                found.isEmpty()
                        ? "no key '%s' opens the vault".formatted(beginning)
                        : "'%s' is the beginning of %d keys".formatted(beginning, found.size()),
                "see which do: holdfast vault key list");
    }

    private static void requireOther(String id, VaultKey inUse, WrappedKeys newest) {
        if (id.equals(inUse.id())) {
            throw new HoldfastException(
                    ProblemCode.TARGET_REFUSED,
                    "key %s is the one in use".formatted(id),
                    "replace it by a new one: holdfast vault key rotate");
        }
        if (!newest.opensWith(inUse)) {
            throw new HoldfastException(
                    ProblemCode.VAULT_KEY_WRONG,
                    "the key in use, %s, does not open the newest wrapped keys"
                            .formatted(inUse.id()),
                    "set vault.key to one that does: holdfast vault key list");
        }
    }
}
