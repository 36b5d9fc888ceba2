package dev.holdfast.practices.backup;

import dev.holdfast.practices.backup.SnapshotIndex.Held;
import dev.holdfast.practices.backup.retention.Reason;
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

/// Everything about the present snapshots that listing them and retention go by, read once from
/// each storage.
///
/// @param tombstones the ids that expired, by storage
/// @param pinned why, by id: a pin in one storage counts in all
/// @param proofs of this very copy, newest first, by storage and id
/// @param reliedOn snapshots that running backups build on
record Stock(
        List<Held> snapshots,
        Map<Vault, Set<String>> tombstones,
        Map<String, String> pinned,
        Map<Vault, Map<String, List<Proof>>> proofs,
        Set<String> reliedOn) {

    static Stock of(List<Vault> copies, Instant now) {
        return of(SnapshotIndex.of(copies).all(), copies, now);
    }

    /// @param snapshots that are listed in `copies`
    static Stock of(List<Held> snapshots, List<Vault> copies, Instant now) {
        Map<Vault, Set<String>> tombstones = new HashMap<>();
        Map<String, String> pinned = new HashMap<>();
        Map<Vault, Map<String, List<Proof>>> proofs = new HashMap<>();
        Set<String> reliedOn = new HashSet<>();
        for (Vault copy : copies) {
            tombstones.put(copy, copy.marks().tombstones().keySet());
            copy.marks().pins().stream()
                    .filter(pin -> pin.holdsAt(now))
                    .forEach(pin -> pinned.put(pin.snapshot(), inWords(pin)));
            proofs.put(copy, proofs(copy, snapshots));
            reliedOn.addAll(copy.marks().reliedOn());
        }
        return new Stock(snapshots, tombstones, pinned, proofs, reliedOn);
    }

    private static String inWords(Pin pin) {
        String until = pin.until().map(end -> " until " + end).orElse("");
        String reason = pin.reason().isEmpty() ? "" : ": " + pin.reason();
        return "pinned" + until + reason;
    }

    private static Map<String, List<Proof>> proofs(Vault copy, List<Held> snapshots) {
        Map<String, List<Proof>> proofs = new HashMap<>();
        for (Held held : snapshots) {
            if (held.copies().contains(copy)) {
                List<Proof> own =
                        copy.proofs(held.id()).reversed().stream()
                                .map(SignedProof::proof)
                                .filter(proof -> proof.storage().equals(copy.storage().name()))
                                .toList();
                proofs.put(held.id(), own);
            }
        }
        return proofs;
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

    /// Newest first.
    List<Proof> proofs(Vault copy, Held held) {
        return proofs.getOrDefault(copy, Map.of()).getOrDefault(held.id(), List.of());
    }

    /// Of the newest proof that could judge the copy.
    Optional<Proof.Verdict> verdict(Vault copy, Held held) {
        return proofs(copy, held).stream()
                .map(Proof::verdict)
                .filter(verdict -> verdict != Proof.Verdict.ENVIRONMENT)
                .findFirst();
    }

    boolean isExpired(Vault copy, String id) {
        return tombstones.getOrDefault(copy, Set.of()).contains(id);
    }

    List<Reason> marksOf(String id) {
        List<Reason> marks = new ArrayList<>();
        Optional.ofNullable(pinned.get(id)).ifPresent(why -> marks.add(new Reason("pinned", why)));
        if (reliedOn.contains(id)) {
            marks.add(new Reason("running", "a running backup builds on it"));
        }
        return marks;
    }
}
