package dev.holdfast.practices.backup;

import static java.util.Objects.requireNonNull;

import dev.holdfast.core.engine.ServerFacts;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.Problem;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.vault.Manifest;
import dev.holdfast.vault.Proof;
import dev.holdfast.vault.SignedProof;
import dev.holdfast.vault.Vault;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Finds the snapshot that a new one builds on, and notices when a label suddenly means another
/// server.
final class FormerSnapshots {
    private final VaultCopies copies;

    /// The ids of each copy, newest first. A storage that fails here is left out of the run.
    private final Map<Vault, List<String>> ids;

    private final Deque<Vault> untried = new ArrayDeque<>();
    private final Map<Vault, Problem> damaged = new LinkedHashMap<>();
    private @Nullable Vault current;
    private String id = "";
    private String reason = "";

    FormerSnapshots(VaultCopies copies) {
        this.copies = copies;
        this.ids = copies.ask(vault -> vault.snapshotIds().reversed());
    }

    /// The newest snapshot of this server that every copy holds; nothing when it was proven bad in
    /// one of them, because a new one would share what is damaged.
    Base newest(ServerFacts facts) {
        Optional<String> newest =
                common().stream()
                        .filter(id -> manifest(id).filter(m -> isOf(m, facts)).isPresent())
                        .findFirst();
        if (newest.isEmpty()) {
            return new Base.Nothing("no former snapshot of this server is in every storage");
        }
        for (Map.Entry<Vault, Boolean> copy :
                copies.ask(vault -> isProvenBad(vault, newest.get())).entrySet()) {
            if (copy.getValue()) {
                return new Base.Nothing(
                        "the newest proof of %s from '%s' failed"
                                .formatted(newest.get(), copy.getKey().storage().name()));
            }
        }
        id = newest.get();
        untried.addAll(copies.vaults());
        return fromNextCopy();
    }

    /// What to build on after the copy that was tried last could not be read: the same snapshot
    /// from the next copy. What is damaged in one copy must not be referred to there again, so that
    /// storage is left out of this run; a full read, which is the last resort, heals it.
    Base insteadOfUnreadable(HoldfastException e) {
        unreadable(e);
        Vault tried = requireNonNull(current);
        if (isDamage(e)) {
            damaged.put(tried, mendable(tried, e.problem()));
        }
        return fromNextCopy();
    }

    private Base fromNextCopy() {
        while (!untried.isEmpty()) {
            Vault copy = untried.remove();
            try {
                Base.Former former = new Base.Former(copy.snapshot(id));
                current = copy;
                damaged.forEach(copies::leaveOut);
                return former;
            } catch (HoldfastException e) {
                if (!SnapshotIndex.isUnreadable(e) && !isAway(e)) {
                    throw e;
                }
                unreadable(e); // the manifest alone: nothing new refers to it
            }
        }
        damaged.keySet().forEach(copies::takeBack);
        return new Base.Nothing("the former snapshot %s cannot be read: %s".formatted(id, reason));
    }

    private static boolean isDamage(HoldfastException e) {
        return e.is(ProblemCode.OBJECT_DAMAGED)
                || e.is(ProblemCode.OBJECT_MISSING)
                || e.is(ProblemCode.SNAPSHOT_DAMAGED);
    }

    private static boolean isAway(HoldfastException e) {
        return e.is(ProblemCode.STORAGE_UNREACHABLE) || e.is(ProblemCode.STORAGE_DENIED);
    }

    /// Whether `e`, met while a snapshot was built on a former one, may say that the former one
    /// cannot be read.
    static boolean mayBeUnreadable(HoldfastException e) {
        return isDamage(e) || isAway(e);
    }

    private void unreadable(HoldfastException e) {
        reason = reason.isEmpty() ? e.problem().message() : reason;
    }

    private static Problem mendable(Vault copy, Problem problem) {
        String name = copy.storage().name();
        return new Problem(
                problem.code(),
                "its copy of the former snapshot is damaged (%s); holdfast vault heal %s"
                        .formatted(problem.message(), name),
                "holdfast vault heal %s, then: holdfast vault sync %s".formatted(name, name));
    }

    private static boolean isProvenBad(Vault vault, String id) {
        return vault.proofs(id).reversed().stream()
                .map(SignedProof::proof)
                .filter(proof -> proof.storage().equals(vault.storage().name()))
                .findFirst()
                .filter(proof -> proof.verdict() == Proof.Verdict.FAILED)
                .isPresent();
    }

    /// Newest first.
    private List<String> common() {
        List<String> common =
                new ArrayList<>(ids.getOrDefault(copies.vaults().getFirst(), List.of()));
        ids.values().forEach(common::retainAll);
        return common;
    }

    /// `SERVER_CHANGED` when the newest snapshot under `label` is of another server.
    void requireSameServer(String label, ServerFacts now) {
        NavigableSet<String> all = new TreeSet<>(Comparator.reverseOrder());
        ids.values().forEach(all::addAll);
        all.stream()
                .flatMap(id -> manifest(id).stream())
                .filter(manifest -> manifest.label().equals(label))
                .findFirst()
                .filter(manifest -> !isOf(manifest, now))
                .ifPresent(manifest -> refuse(label, manifest.facts(), now));
    }

    /// From the first copy that can read it; a damaged manifest must not stop new snapshots.
    private Optional<Manifest> manifest(String id) {
        for (Map.Entry<Vault, List<String>> copy : ids.entrySet()) {
            if (copy.getValue().contains(id)) {
                Optional<Manifest> manifest = SnapshotIndex.readable(id, List.of(copy.getKey()));
                if (manifest.isPresent()) {
                    return manifest;
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isOf(Manifest manifest, ServerFacts facts) {
        return manifest.facts().systemIdentifier().equals(facts.systemIdentifier());
    }

    private static void refuse(String label, ServerFacts before, ServerFacts now) {
        throw new HoldfastException(
                ProblemCode.SERVER_CHANGED,
                "'%s' at %s is not the server that was backed up before: its system identifier is %s, not %s"
                        .formatted(
                                label,
                                now.address(),
                                now.systemIdentifier(),
                                before.systemIdentifier()),
                "check the url in holdfast.yaml; if it is a new or upgraded server: holdfast backup run "
                        + label
                        + " --accept-new-server");
    }
}
