package dev.holdfast.practices.backup;

import dev.holdfast.core.estate.Deployment;
import dev.holdfast.core.operation.Handler;
import dev.holdfast.core.operation.Progress;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.Problem;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.practices.backup.SyncReport.Lacking;
import dev.holdfast.practices.backup.SyncReport.State;
import dev.holdfast.practices.backup.SyncReport.StorageSync;
import dev.holdfast.vault.CatchUp;
import dev.holdfast.vault.CatchUp.Caught;
import dev.holdfast.vault.Manifest;
import dev.holdfast.vault.Vault;
import dev.holdfast.vault.VaultKey;
import dev.holdfast.vault.WrappedKeys;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `vault sync`: each storage catches up from the others. One that fails does not stop the rest.
public final class SyncVaultHandler implements Handler<SyncVault, SyncReport> {
    private final BackupContext context;

    public SyncVaultHandler(BackupContext context) {
        this.context = context;
    }

    @Override
    public SyncReport run(SyncVault request, Progress progress) throws InterruptedException {
        List<String> targets = targets(request);
        progress.step("unlock the vault");
        try (VaultCopies copies = context.openVault()) {
            copies.require();
            List<StorageSync> reports = new ArrayList<>();
            for (String name : targets) {
                Optional<Vault> target =
                        copies.findOrOpenLike(name, Set.of(ProblemCode.VAULT_KEY_WRONG));
                reports.add(
                        target.isPresent()
                                ? sync(target.get(), request, copies, progress)
                                : failed(name, copies.requireFailure(name)));
            }
            return new SyncReport(reports);
        }
    }

    private List<String> targets(SyncVault request) {
        request.from().ifPresent(context::requireStorage);
        if (request.storages().isEmpty()) {
            return context.storageNames().stream()
                    .filter(name -> request.from().filter(name::equals).isEmpty())
                    .toList();
        }
        request.storages().forEach(context::requireStorage);
        return request.storages().stream().distinct().toList();
    }

    private StorageSync sync(Vault target, SyncVault request, VaultCopies copies, Progress progress)
            throws InterruptedException {
        String name = target.storage().name();
        List<Vault> sources =
                copies.vaults().stream()
                        .filter(copy -> !copy.storage().name().equals(name))
                        .filter(copy ->
                                request.from().isEmpty()
                                        || request.from().get().equals(copy.storage().name()))
                        .toList();
        if (sources.isEmpty()) {
            return failed(name, noSource(request, copies));
        }
        boolean everything = !request.storages().isEmpty();
        try {
            boolean keys = bringKeys(target, sources);
            Caught caught =
                    new CatchUp(target, sources, context.clock(), context.random(), progress)
                            .run(manifest -> everything || isSentTo(manifest, name));
            return report(name, keys, caught);
        } catch (HoldfastException e) {
            if (e.is(ProblemCode.OPERATION_CANCELLED)) {
                throw e;
            }
            return failed(name, e.problem());
        }
    }

    /// The newest wrapped keys, when they open with the key in use.
    private boolean bringKeys(Vault target, List<Vault> sources) {
        VaultKey inUse = KeyFile.read(context.estate().vault().key());
        Optional<WrappedKeys> newest =
                sources.stream()
                        .map(WrappedKeys::of)
                        .filter(keys -> keys.opensWith(inUse))
                        .max(Comparator.comparingInt(WrappedKeys::generation));
        int present = WrappedKeys.of(target).generation();
        Optional<WrappedKeys> later = newest.filter(keys -> keys.generation() > present);
        later.ifPresent(keys -> keys.writeTo(target));
        return later.isPresent();
    }

    /// Whether the policy of the snapshot's database names this storage; a snapshot of what is not
    /// declared any more goes everywhere.
    private boolean isSentTo(Manifest manifest, String storage) {
        return context.estate().deployments().stream()
                .filter(deployment -> deployment.label().equals(manifest.label()))
                .findFirst()
                .flatMap(Deployment::backup)
                .map(policy -> policy.to().contains(storage))
                .orElse(true);
    }

    private static StorageSync report(String name, boolean keys, Caught caught) {
        return new StorageSync(
                name,
                state(keys, caught),
                keys,
                caught.snapshots(),
                caught.objects(),
                caught.bytes(),
                caught.receipts(),
                caught.logObjects(),
                caught.left().stream()
                        .map(left -> new Lacking(left.snapshot(), Failure.of(left.problem())))
                        .toList(),
                caught.failure().map(Failure::of));
    }

    private static State state(boolean keys, Caught caught) {
        if (caught.failure().isPresent()) {
            return State.FAILED;
        }
        if (!caught.left().isEmpty()) {
            return State.BEHIND;
        }
        return !keys
                        && caught.snapshots().isEmpty()
                        && caught.receipts() == 0
                        && caught.logObjects() == 0
                ? State.CURRENT
                : State.CAUGHT_UP;
    }

    private static StorageSync failed(String name, Problem problem) {
        return new StorageSync(
                name,
                State.FAILED,
                false,
                List.of(),
                0,
                0,
                0,
                0,
                List.of(),
                Optional.of(Failure.of(problem)));
    }

    private Problem noSource(SyncVault request, VaultCopies copies) {
        if (request.from().isPresent()) {
            String from = request.from().get();
            return copies.find(from).isPresent()
                    ? new Problem(
                            ProblemCode.USAGE,
                            "storage '%s' cannot be copied from itself".formatted(from),
                            "name another one: --from STORAGE")
                    : copies.requireFailure(from);
        }
        return new Problem(
                ProblemCode.STORAGE_UNREACHABLE,
                "there is no other storage to copy from",
                context.storageNames().size() > 1
                        ? "see why the others do not answer: holdfast vault check"
                        : "declare a second one under storages: in holdfast.yaml");
    }
}
