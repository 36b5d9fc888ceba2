package dev.holdfast.practices.backup;

import dev.holdfast.core.operation.Handler;
import dev.holdfast.core.operation.Progress;
import dev.holdfast.practices.backup.VaultReport.VaultCopy;
import dev.holdfast.vault.CopyCheck;
import dev.holdfast.vault.CopyCheck.Checked;
import dev.holdfast.vault.CopyCheck.Depth;
import dev.holdfast.vault.CopyCheck.Flaw;
import dev.holdfast.vault.Usage;
import dev.holdfast.vault.Vault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `vault check`: everything that a listed snapshot needs is there, in each storage by itself. What
/// is damaged in the streamed log is written down there; nothing else is changed.
public final class CheckVaultHandler implements Handler<CheckVault, VaultReport> {
    private final BackupContext context;

    public CheckVaultHandler(BackupContext context) {
        this.context = context;
    }

    @Override
    public VaultReport run(CheckVault request, Progress progress) throws InterruptedException {
        try (VaultCopies copies = context.openVault()) {
            Map<Vault, String> keys = KeyChange.problems(copies);
            List<VaultCopy> reports = new ArrayList<>();
            for (Vault vault : copies.vaults()) {
                Optional<String> key = Optional.ofNullable(keys.get(vault));
                reports.add(check(vault, request.depth(), key, progress));
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

    private VaultCopy check(
            Vault vault, Depth depth, Optional<String> keyProblem, Progress progress)
            throws InterruptedException {
        progress.step("check storage '%s'".formatted(vault.storage().name()));
        Checked checked = new CopyCheck(vault, depth, progress).run();
        if (depth != Depth.LISTING) {
            new DamageNotes(context, progress).keep(vault, checked.flaws());
        }
        List<String> problems = new ArrayList<>();
        keyProblem.ifPresent(problems::add);
        checked.flaws().forEach(flaw -> problems.add(problem(flaw)));
        Usage usage = vault.usage();
        return new VaultCopy(
                vault.storage().name(),
                vault.storage().location(),
                state(checked, keyProblem),
                usage.snapshots(),
                usage.objects(),
                usage.bytes(),
                problems,
                checked.flaws(),
                checked.extra());
    }

    private static String state(Checked checked, Optional<String> keyProblem) {
        if (!checked.flaws().isEmpty()) {
            return "damaged";
        }
        return keyProblem.isPresent() ? "behind" : "well";
    }

    private static String problem(Flaw flaw) {
        List<String> snapshots = flaw.snapshots();
        String needed =
                switch (snapshots.size()) {
                    case 0 -> "";
                    case 1 -> "; snapshot " + snapshots.getFirst() + " needs it";
                    default ->
                            "; %d snapshots need it, the newest is %s"
                                    .formatted(snapshots.size(), snapshots.getFirst());
                };
        return flaw.object() + ": " + flaw.what() + needed;
    }
}
