package dev.holdfast.practices.backup;

import dev.holdfast.core.operation.Handler;
import dev.holdfast.core.operation.Progress;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.practices.backup.KeyReport.Action;
import dev.holdfast.practices.backup.KeyReport.Change;
import dev.holdfast.vault.VaultKey;
import dev.holdfast.vault.WrappedKeys;
import java.nio.file.Path;
import java.util.Optional;

/// `vault key add`: wraps the vault's keys for one more key.
public final class AddVaultKeyHandler implements Handler<AddVaultKey, KeyReport> {
    private final BackupContext context;

    public AddVaultKeyHandler(BackupContext context) {
        this.context = context;
    }

    @Override
    public KeyReport run(AddVaultKey request, Progress progress) {
        progress.step("unlock the vault");
        try (VaultCopies copies = context.openVault()) {
            copies.require();
            KeyChange change = new KeyChange(context, copies);
            KeyFile file =
                    new KeyFile(new Secret.FromFile(Path.of(request.file())), context.random());
            VaultKey key = file.readOrCreate();
            progress.step("wrap the keys for one more key");
            WrappedKeys next =
                    change.newest()
                            .with(key, change.anyCopy(), change.nextGeneration(), context.random());
            change.write(next, key);
            boolean isNew = !file.created().isEmpty();
            return change.report(
                    Optional.of(new Change(Action.ADDED, key.id(), request.file(), isNew, "")));
        }
    }
}
