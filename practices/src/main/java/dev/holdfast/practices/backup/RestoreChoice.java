package dev.holdfast.practices.backup;

import dev.holdfast.core.engine.Engine;
import dev.holdfast.core.moment.Moment;
import dev.holdfast.core.moment.MomentText;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.practices.backup.SnapshotIndex.Held;
import dev.holdfast.practices.backup.moment.Past;
import dev.holdfast.practices.backup.moment.Plan;
import dev.holdfast.practices.backup.moment.Resolver;
import dev.holdfast.vault.Manifest;
import dev.holdfast.vault.Vault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Chooses what a restore reads: a snapshot, the log to add, and the storage that has both.
record RestoreChoice(Engine engine, SnapshotIndex index, String label, Instant now) {

    /// @param copy the one to read from
    record Chosen(Vault copy, Held held, Plan plan) {}

    /// @param storage the only one to look into; empty for all
    Chosen choose(String at, Optional<String> storage) throws InterruptedException {
        Moment moment = MomentText.parse(at, now);
        return moment instanceof Moment.AtSnapshot(String id)
                ? snapshot(id, storage)
                : choose(moment, storage);
    }

    private Chosen snapshot(String id, Optional<String> storage) {
        Held held = index.require(label, id);
        Vault copy =
                storage.isPresent()
                        ? named(held, storage.get())
                        : held.copies().stream()
                                .filter(each -> isReadable(each, held.id()))
                                .findFirst()
                                .orElseGet(held.copies()::getFirst);
        // one that is damaged here fails where it is told which other copy to restore
        Manifest manifest = held.manifest().orElseGet(() -> copy.manifest(held.id()));
        String system = manifest.facts().systemIdentifier();
        return new Chosen(copy, held, Plan.asTaken(copy.streamedWal(system), manifest));
    }

    private static Vault named(Held held, String storage) {
        return held.copies().stream()
                .filter(copy -> copy.storage().name().equals(storage))
                .findFirst()
                .orElseThrow(() ->
                        new HoldfastException(
                                ProblemCode.SNAPSHOT_UNKNOWN,
                                "storage '%s' does not hold snapshot %s"
                                        .formatted(storage, held.id()),
                                "see where it is: holdfast backup show " + held.id()));
    }

    private static boolean isReadable(Vault copy, String id) {
        return SnapshotIndex.readable(id, List.of(copy)).isPresent();
    }

    private Chosen choose(Moment moment, Optional<String> storage) throws InterruptedException {
        Held newest = index.require(label, "latest");
        String system = newest.manifest().orElseThrow().facts().systemIdentifier();
        List<Past> pasts = new Pasts(index, true).of(label, system, storage);
        List<Plan> plans = new ArrayList<>();
        @Nullable HoldfastException damage = null;
        for (Past past : pasts) {
            try {
                new Resolver(engine, past).plan(moment).ifPresent(plans::add);
            } catch (HoldfastException e) {
                if (!SnapshotIndex.isUnreadable(e)) {
                    throw e;
                }
                damage = e;
            }
        }
        Optional<Plan> plan = best(moment, plans);
        if (plan.isEmpty() && damage != null) {
            throw new HoldfastException(damage.problem(), damage);
        }
        return plan.map(this::chosen)
                .orElseThrow(() -> new Impossible(label, moment, pasts, now).problem());
    }

    /// Where the newest state is wanted, the storage that has more of it; else the first that can.
    private static Optional<Plan> best(Moment moment, List<Plan> plans) {
        if (!(moment instanceof Moment.Latest)) {
            return plans.stream().findFirst();
        }
        Comparator<Plan> byTime = Comparator.comparing(Plan::until);
        return plans.stream().max(byTime);
    }

    private Chosen chosen(Plan plan) {
        Held held = index.require(label, plan.snapshot().id());
        return new Chosen(plan.log().vault(), held, plan);
    }
}
