package dev.holdfast.practices.backup;

import dev.holdfast.core.estate.StorageDeclaration;
import dev.holdfast.core.journal.Journal;
import dev.holdfast.core.operation.Handler;
import dev.holdfast.core.operation.Progress;
import dev.holdfast.core.problem.Problem;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.core.storage.Storage;
import dev.holdfast.practices.backup.HealReport.State;
import dev.holdfast.practices.backup.HealReport.StorageHealth;
import dev.holdfast.vault.Mending;
import dev.holdfast.vault.Mending.Mended;
import dev.holdfast.vault.Vault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `vault heal`: each storage is mended from the others, and the journal is told what was mended
/// from where.
public final class HealVaultHandler implements Handler<HealVault, HealReport> {
    private static final Set<ProblemCode> CURABLE =
            Set.of(
                    ProblemCode.VAULT_MISSING,
                    ProblemCode.VAULT_KEY_WRONG,
                    ProblemCode.OBJECT_DAMAGED,
                    ProblemCode.OBJECT_MISSING);

    private final BackupContext context;
    private final MendingLog log;

    public HealVaultHandler(BackupContext context, Journal journal) {
        this.context = context;
        this.log = new MendingLog(journal, context.clock());
    }

    @Override
    public HealReport run(HealVault request, Progress progress) throws InterruptedException {
        List<String> names = names(request);
        progress.step("unlock the vault");
        try (VaultCopies copies = context.openVault()) {
            copies.require();
            List<StorageHealth> healths = new ArrayList<>();
            for (String name : names) {
                Optional<Vault> target = copies.findOrOpenLike(name, CURABLE);
                healths.add(
                        target.isPresent()
                                ? heal(target.get(), request, copies, progress)
                                : failed(name, copies.requireFailure(name)));
            }
            return new HealReport(healths);
        }
    }

    private List<String> names(HealVault request) {
        request.storages().forEach(context::requireStorage);
        return request.storages().isEmpty()
                ? context.storageNames()
                : request.storages().stream().distinct().toList();
    }

    private StorageHealth heal(
            Vault target, HealVault request, VaultCopies copies, Progress progress)
            throws InterruptedException {
        String name = target.storage().name();
        List<Vault> others =
                copies.vaults().stream()
                        .filter(copy -> !copy.storage().name().equals(name))
                        .toList();
        try (Storage deleting = context.storages().openForPruning(declaration(name))) {
            Mending.Site site =
                    new Mending.Site(
                            target,
                            deleting,
                            KeyFile.read(context.estate().vault().key()),
                            context.clock(),
                            context.random());
            Mended mended = new Mending(site, others, request.hashes(), progress).run();
            log.append(progress.operation(), name, mended);
            return health(name, mended);
        }
    }

    private StorageDeclaration declaration(String name) {
        return context.estate().storages().stream()
                .filter(storage -> storage.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static StorageHealth health(String name, Mended mended) {
        return new StorageHealth(
                name,
                state(mended),
                mended.objects(),
                mended.bytes(),
                mended.mended(),
                mended.unmended(),
                mended.failure().map(Failure::of));
    }

    private static State state(Mended mended) {
        if (mended.failure().isPresent()) {
            return State.FAILED;
        }
        if (!mended.unmended().isEmpty()) {
            return State.DAMAGED;
        }
        return mended.mended().isEmpty() ? State.WELL : State.MENDED;
    }

    private static StorageHealth failed(String name, Problem problem) {
        return new StorageHealth(
                name, State.FAILED, 0, 0, List.of(), List.of(), Optional.of(Failure.of(problem)));
    }
}
