package dev.holdfast.practices.backup;

import dev.holdfast.core.estate.StorageDeclaration;
import dev.holdfast.core.journal.Journal;
import dev.holdfast.core.operation.Handler;
import dev.holdfast.core.operation.Progress;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.Problem;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.core.storage.Storage;
import dev.holdfast.practices.backup.VaultReport.VaultCopy;
import dev.holdfast.vault.Usage;
import dev.holdfast.vault.Vault;
import dev.holdfast.vault.VaultKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `vault init`: one vault in every storage. The first storage that holds one decides; the others
/// get its identity and keys.
public final class InitVaultHandler implements Handler<InitVault, VaultReport> {
    private final BackupContext context;
    private final Optional<Journal> journal;

    /// Where nothing is known of the past.
    public InitVaultHandler(BackupContext context) {
        this(context, Optional.empty());
    }

    /// @param journal tells whether there was a vault before
    public InitVaultHandler(BackupContext context, Journal journal) {
        this(context, Optional.of(journal));
    }

    private InitVaultHandler(BackupContext context, Optional<Journal> journal) {
        this.context = context;
        this.journal = journal;
    }

    @Override
    public VaultReport run(InitVault request, Progress progress) {
        progress.step("make the key and the vault");
        List<Storage> storages = new ArrayList<>();
        try {
            for (StorageDeclaration declaration : context.estate().storages()) {
                storages.add(context.storages().open(declaration));
            }
            requireSome(storages);
            return init(storages, request.anew(), progress);
        } finally {
            storages.forEach(Storage::close);
        }
    }

    private VaultReport init(List<Storage> storages, boolean anew, Progress progress) {
        List<VaultCopy> copies = new ArrayList<>();
        KeyFile keyFile = new KeyFile(context.estate().vault().key(), context.random());
        Optional<Storage> holder =
                storages.stream().filter(InitVaultHandler::holdsVault).findFirst();
        if (holder.isEmpty() && !anew) {
            Optional<FormerVault> former = journal.flatMap(FormerVault::in);
            if (former.isPresent()) {
                throw former.get().refusal();
            }
        }
        VaultKey key = holder.isPresent() ? keyFile.read() : keyFile.readOrCreate();
        if (holder.isEmpty() && keyFile.created().isEmpty()) {
            progress.note(
                    "the key was there, but no storage holds a vault: a new one is made. If a storage"
                            + " with a vault is only not mounted, remove the new one before mounting it");
        }
        Optional<Vault> first = holder.map(storage -> Vault.unlock(storage, key));
        for (Storage storage : storages) {
            try {
                String state = holdsVault(storage) ? "kept" : "created";
                Vault vault = open(storage, key, first);
                first = first.or(() -> Optional.of(vault));
                copies.add(wellCopy(vault, state));
            } catch (HoldfastException e) {
                copies.add(failedCopy(storage, e.problem()));
            }
        }
        return first.map(vault -> report(keyFile, vault, copies))
                .orElseGet(() -> new VaultReport(keyFile.created(), "", "", copies));
    }

    private Vault open(Storage storage, VaultKey key, Optional<Vault> first) {
        if (holdsVault(storage)) {
            return requireSame(Vault.unlock(storage, key), first);
        }
        storage.initialize();
        return first.map(vault -> Vault.createLike(vault, storage))
                .orElseGet(() ->
                        Vault.create(storage, key, context.clock().instant(), context.random()));
    }

    private static Vault requireSame(Vault vault, Optional<Vault> first) {
        if (first.isPresent() && !first.get().id().equals(vault.id())) {
            throw new HoldfastException(
                    ProblemCode.VAULT_FOREIGN,
                    "storage '%s' holds another vault, %s"
                            .formatted(vault.storage().name(), vault.id()),
                    "point it to an empty place in holdfast.yaml, then: holdfast vault init");
        }
        return vault;
    }

    /// A place that is not there yet holds none.
    private static boolean holdsVault(Storage storage) {
        try {
            return Vault.exists(storage);
        } catch (HoldfastException e) {
            if (e.is(ProblemCode.STORAGE_UNREACHABLE)) {
                return false;
            }
            throw e;
        }
    }

    private static void requireSome(List<Storage> storages) {
        if (storages.isEmpty()) {
            throw new HoldfastException(
                    ProblemCode.CONFIGURATION_INVALID,
                    "no storage is declared",
                    "add one under storages: in holdfast.yaml");
        }
    }

    private static VaultReport report(KeyFile keyFile, Vault vault, List<VaultCopy> copies) {
        return new VaultReport(keyFile.created(), vault.publicKey(), vault.fingerprint(), copies);
    }

    private static VaultCopy wellCopy(Vault vault, String state) {
        return new VaultCopy(vault.storage(), state, vault.usage(), List.of());
    }

    static VaultCopy failedCopy(Storage storage, Problem problem) {
        return new VaultCopy(
                storage,
                "failed",
                new Usage(0, 0, 0),
                List.of(problem.message() + "; " + problem.hint()));
    }
}
