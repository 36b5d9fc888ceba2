package dev.holdfast.practices.backup;

import dev.holdfast.practices.backup.SnapshotIndex.Held;
import dev.holdfast.vault.Proof;
import dev.holdfast.vault.SignedProof;
import dev.holdfast.vault.Vault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// When each copy of each snapshot was proven last, and which are due.
///
/// A copy is due when half of the time has gone: so there is as much time again for one that finds
/// the machine busy, and copies that were taken at different times stay spread.
///
/// @param entries those that were proven longest ago first
record ProofCalendar(List<Entry> entries, Duration within, Instant now) {

    /// @param since when it was proven last; when the snapshot was finished, where it never was
    record Entry(Held snapshot, Vault copy, Instant since) {

        String inWords(Instant now) {
            return "snapshot %s in storage '%s' has had no proof for %d h"
                    .formatted(
                            snapshot.id(),
                            copy.storage().name(),
                            Duration.between(since, now).toHours());
        }
    }

    /// @param snapshots of one server, readable
    static ProofCalendar of(
            List<Held> snapshots, List<Vault> copies, Duration within, Instant now) {
        List<Entry> entries = new ArrayList<>();
        for (Held snapshot : snapshots) {
            for (Vault copy : copies) {
                if (snapshot.copies().contains(copy)) {
                    entries.add(new Entry(snapshot, copy, since(snapshot, copy)));
                }
            }
        }
        entries.sort(Comparator.comparing(Entry::since));
        return new ProofCalendar(List.copyOf(entries), within, now);
    }

    /// A proof that this machine could not finish counts too: trying it again and again would keep
    /// all others waiting.
    private static Instant since(Held snapshot, Vault copy) {
        Instant finished = snapshot.manifest().orElseThrow().finished();
        return copy.proofs(snapshot.id()).stream()
                .map(SignedProof::proof)
                .filter(proof -> proof.storage().equals(copy.storage().name()))
                .map(Proof::at)
                .max(Comparator.naturalOrder())
                .orElse(finished);
    }

    List<Entry> due() {
        return olderThan(within.dividedBy(2));
    }

    List<Entry> overdue() {
        return olderThan(within);
    }

    private List<Entry> olderThan(Duration age) {
        Instant limit = now.minus(age);
        return entries.stream().filter(entry -> !entry.since().isAfter(limit)).toList();
    }
}
