package dev.holdfast.practices.backup;

import dev.holdfast.core.operation.Handler;
import dev.holdfast.core.operation.Progress;
import dev.holdfast.practices.backup.VaultReport.VaultCopy;
import dev.holdfast.vault.Usage;
import dev.holdfast.vault.Vault;
import java.util.ArrayList;
import java.util.List;

/// `vault check`: everything that a listed snapshot needs is there, in each storage by itself.
public final class CheckVaultHandler implements Handler<CheckVault, VaultReport> {
    private final BackupContext context;

    public CheckVaultHandler(BackupContext context) {
        this.context = context;
    }

    @Override
    public VaultReport run(CheckVault request, Progress progress) throws InterruptedException {
        try (VaultCopies copies = context.openVault()) {
            List<VaultCopy> reports = new ArrayList<>();
            for (Vault vault : copies.vaults()) {
                reports.add(check(vault, request.hashes(), progress));
            }
            copies.unopened()
                    .forEach((storage, problem) ->
                            reports.add(InitVaultHandler.failedCopy(storage, problem)));
            return copies.vaults().stream()
                    .findFirst()
                    .map(vault ->
                            new VaultReport("", vault.publicKey(), vault.fingerprint(), reports))
                    .orElseGet(() -> new VaultReport("", "", "", reports));
        }
    }

    private static VaultCopy check(Vault vault, boolean hashes, Progress progress)
            throws InterruptedException {
        progress.step("check storage '%s'".formatted(vault.storage().name()));
        List<String> problems = new ArrayList<>();
        vault.verifyAll(hashes, progress)
                .forEach((id, verification) ->
                        verification.damages().forEach(damage -> problems.add(id + ": " + damage)));
        Usage usage = vault.usage();
        return new VaultCopy(
                vault.storage().name(),
                vault.storage().location(),
                problems.isEmpty() ? "well" : "damaged",
                usage.snapshots(),
                usage.objects(),
                usage.bytes(),
                problems);
    }
}
