package dev.holdfast.practices.backup;

import dev.holdfast.practices.backup.SnapshotIndex.Held;
import dev.holdfast.vault.Pin;
import dev.holdfast.vault.Proof;
import dev.holdfast.vault.SignedProof;
import dev.holdfast.vault.Vault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Everything about the present snapshots that retention goes by, read once from each storage.
///
/// @param tombstones the ids that expired, by storage
/// @param pinned why, by id: a pin in one storage counts in all
/// @param proofs the newest verdict, by storage and id
/// @param reliedOn snapshots that running backups build on
record Stock(
        List<Held> snapshots,
        Map<Vault, Set<String>> tombstones,
        Map<String, String> pinned,
        Map<Vault, Map<String, Proof.Verdict>> proofs,
        Set<String> reliedOn) {

    static Stock of(List<Vault> copies, Instant now) {
        List<Held> snapshots = SnapshotIndex.of(copies).all();
        Map<Vault, Set<String>> tombstones = new HashMap<>();
        Map<String, String> pinned = new HashMap<>();
        Map<Vault, Map<String, Proof.Verdict>> proofs = new HashMap<>();
        Set<String> reliedOn = new HashSet<>();
        for (Vault copy : copies) {
            tombstones.put(copy, copy.marks().tombstones().keySet());
            copy.marks().pins().stream()
                    .filter(pin -> pin.holdsAt(now))
                    .forEach(pin -> pinned.put(pin.snapshot(), inWords(pin)));
            proofs.put(copy, verdicts(copy, snapshots));
            reliedOn.addAll(copy.marks().reliedOn());
        }
        return new Stock(snapshots, tombstones, pinned, proofs, reliedOn);
    }

    private static String inWords(Pin pin) {
        String until = pin.until().map(end -> " until " + end).orElse("");
        String reason = pin.reason().isEmpty() ? "" : ": " + pin.reason();
        return "pinned" + until + reason;
    }

    private static Map<String, Proof.Verdict> verdicts(Vault copy, List<Held> snapshots) {
        Map<String, Proof.Verdict> verdicts = new HashMap<>();
        for (Held held : snapshots) {
            if (held.copies().contains(copy)) {
                copy.proofs(held.id()).stream()
                        .map(SignedProof::proof)
                        .filter(proof -> proof.storage().equals(copy.storage().name()))
                        .filter(proof -> proof.verdict() != Proof.Verdict.ENVIRONMENT)
                        .forEach(proof -> verdicts.put(held.id(), proof.verdict()));
            }
        }
        return verdicts;
    }

    /// Newest first.
    List<Held> of(String label) {
        return snapshots.stream()
                .filter(held -> held.manifest().filter(m -> m.label().equals(label)).isPresent())
                .toList();
    }

    /// Listed, but of nobody knows which server.
    List<Held> unreadable() {
        return snapshots.stream().filter(held -> held.manifest().isEmpty()).toList();
    }

    Optional<Proof.Verdict> verdict(Vault copy, Held held) {
        return Optional.ofNullable(proofs.getOrDefault(copy, Map.of()).get(held.id()));
    }

    boolean isExpired(Vault copy, String id) {
        return tombstones.getOrDefault(copy, Set.of()).contains(id);
    }

    List<String> markOf(String id) {
        List<String> marks = new ArrayList<>();
        Optional.ofNullable(pinned.get(id)).ifPresent(marks::add);
        if (reliedOn.contains(id)) {
            marks.add("a running backup builds on it");
        }
        return marks;
    }
}
