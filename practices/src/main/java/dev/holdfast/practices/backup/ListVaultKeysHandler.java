package dev.holdfast.practices.backup;

import dev.holdfast.core.operation.Handler;
import dev.holdfast.core.operation.Progress;
import java.util.Optional;

/// `vault key list`
public final class ListVaultKeysHandler implements Handler<ListVaultKeys, KeyReport> {
    private final BackupContext context;

    public ListVaultKeysHandler(BackupContext context) {
        this.context = context;
    }

    @Override
    public KeyReport run(ListVaultKeys request, Progress progress) {
        progress.step("read the wrapped keys");
        try (VaultCopies copies = context.openVault()) {
            copies.require();
            return new KeyChange(context, copies).report(Optional.empty());
        }
    }
}
