package dev.holdfast.practices.backup;

import dev.holdfast.core.operation.Actor;
import dev.holdfast.core.operation.Handler;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.Problem;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.vault.Pin;
import dev.holdfast.vault.Vault;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// `backup pin`, `backup unpin` and `backup expire --undo`: marks on one snapshot, in every storage
/// by itself. One that fails does not keep the others from it.
public final class MarkHandlers {
    private final BackupContext context;

    public MarkHandlers(BackupContext context) {
        this.context = context;
    }

    /// In each storage that lists the snapshot; one pin counts in all.
    public Handler<PinBackup, PinResult> pin() {
        return (request, _) -> {
            try (VaultCopies copies = context.openVault()) {
                copies.require();
                SnapshotIndex.Held held =
                        SnapshotIndex.of(copies.vaults()).beginningWith(request.snapshot());
                Pin pin =
                        new Pin(
                                held.id(),
                                request.until(),
                                request.reason(),
                                Actor.current(),
                                context.clock().instant());
                return mark(
                        held.id(),
                        held.copies(),
                        copies,
                        copy -> {
                            copy.marks().pin(pin, context.random());
                            return true;
                        });
            }
        };
    }

    public Handler<UnpinBackup, PinResult> unpin() {
        return (request, _) -> {
            try (VaultCopies copies = context.openVault()) {
                copies.require();
                String id =
                        SnapshotIndex.of(copies.vaults()).beginningWith(request.snapshot()).id();
                PinResult result =
                        mark(
                                id,
                                copies.vaults(),
                                copies,
                                copy -> copy.marks().unpin(id, Actor.current(), context.random()));
                return requireDone(
                        result,
                        "snapshot %s is not pinned",
                        "see pins: holdfast backup show " + id);
            }
        };
    }

    public Handler<UndoExpiry, PinResult> undoExpiry() {
        return (request, _) -> {
            try (VaultCopies copies = context.openVault()) {
                copies.require();
                String id = request.snapshot();
                PinResult result =
                        mark(
                                id,
                                copies.vaults(),
                                copies,
                                copy ->
                                        copy.storedIds().contains(id)
                                                && copy.marks()
                                                        .undoExpiry(
                                                                id,
                                                                Actor.current(),
                                                                context.random()));
                return requireDone(
                        result,
                        "snapshot %s did not expire, or is deleted already",
                        "see what there is: holdfast backup list");
            }
        };
    }

    private static PinResult mark(
            String id, List<Vault> where, VaultCopies copies, Predicate<Vault> action) {
        List<String> storages = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        @Nullable HoldfastException refused = null;
        copies.failures().values().stream().map(Problem::message).forEach(failures::add);
        for (Vault copy : where) {
            try {
                if (action.test(copy)) {
                    storages.add(copy.storage().name());
                }
            } catch (HoldfastException e) {
                if (e.is(ProblemCode.OPERATION_CANCELLED)) {
                    throw e;
                }
                failures.add(e.problem().message());
                refused = refused == null ? e : refused;
            }
        }
        if (storages.isEmpty() && refused != null) {
            throw refused;
        }
        return new PinResult(id, storages, failures);
    }

    /// Where nothing failed and nothing was done, there was nothing to do.
    private static PinResult requireDone(PinResult result, String otherwise, String hint) {
        if (result.storages().isEmpty() && result.failures().isEmpty()) {
            throw new HoldfastException(
                    ProblemCode.SNAPSHOT_UNKNOWN, otherwise.formatted(result.snapshot()), hint);
        }
        return result;
    }
}
