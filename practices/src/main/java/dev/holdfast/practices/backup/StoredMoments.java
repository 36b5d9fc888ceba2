package dev.holdfast.practices.backup;

import dev.holdfast.core.estate.Deployment;
import dev.holdfast.core.moment.Moment;
import dev.holdfast.core.moment.MomentText;
import dev.holdfast.practices.backup.RestoreChoice.Chosen;
import dev.holdfast.practices.backup.moment.Plan;
import dev.holdfast.practices.branch.BranchPoint;
import dev.holdfast.practices.branch.MomentFinder;
import java.util.List;

/// Finds moments for branches as a restore does: the snapshot, the log to add, and the storage that
/// has both.
public final class StoredMoments implements MomentFinder {
    private final BackupContext context;

    public StoredMoments(BackupContext context) {
        this.context = context;
    }

    @Override
    public BranchPoint find(Wish wish) throws InterruptedException {
        Deployment deployment = context.estate().deployment(wish.database());
        List<String> storages =
                wish.storage()
                        .map(name -> List.of(context.requireStorage(name)))
                        .orElseGet(context::storageNames);
        VaultCopies copies = context.openVault(storages);
        try {
            copies.require();
            Chosen chosen =
                    new RestoreChoice(
                                    context.engine(),
                                    SnapshotIndex.of(copies.vaults()),
                                    deployment.label(),
                                    context.clock().instant())
                            .choose(wish.at(), wish.storage());
            return new BranchPoint(
                    deployment.address().database(),
                    chosen.copy(),
                    chosen.copy().snapshot(chosen.held().id()),
                    new RecoveryTarget(chosen.plan(), false).replay(),
                    shown(wish, chosen.plan()),
                    copies::close);
        } catch (RuntimeException | InterruptedException e) {
            copies.close();
            throw e;
        }
    }

    /// A time where it is one.
    private String shown(Wish wish, Plan plan) {
        return switch (MomentText.parse(wish.at(), context.clock().instant())) {
            case Moment.Latest _, Moment.AtSnapshot _ -> plan.until().toString();
            case Moment other -> other.toString();
        };
    }
}
