package dev.holdfast.practices.backup;

import dev.holdfast.practices.backup.BackupList.CopyLine;
import dev.holdfast.practices.backup.BackupList.ProofLine;
import dev.holdfast.practices.backup.BackupList.SnapshotLine;
import dev.holdfast.practices.backup.SnapshotIndex.Held;
import dev.holdfast.practices.backup.retention.Decision;
import dev.holdfast.vault.Manifest;
import dev.holdfast.vault.Proof;
import dev.holdfast.vault.Vault;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Snapshots as they are listed: where each is, what its newest proof says, and why it is kept.
record SnapshotLines(Stock stock, Keeping.Decided decided) {

    SnapshotLine of(Held held) {
        List<CopyLine> copies = held.copies().stream().map(copy -> copy(copy, held)).toList();
        return held.manifest()
                .map(manifest -> line(manifest, copies))
                .orElseGet(() -> SnapshotLine.unreadable(held.id(), copies));
    }

    private CopyLine copy(Vault copy, Held held) {
        Optional<Decision> decision = decided.about(copy, held);
        return new CopyLine(
                copy.storage().name(),
                stock.proofs(copy, held).stream().findFirst().map(SnapshotLines::proofLine),
                decision.map(Decision::rules).orElse(List.of()),
                decision.map(Decision::reasons).orElse(List.of()));
    }

    private static SnapshotLine line(Manifest manifest, List<CopyLine> copies) {
        return new SnapshotLine(
                manifest.id(),
                manifest.label(),
                manifest.facts().systemIdentifier(),
                manifest.finished(),
                manifest.mode().name().toLowerCase(Locale.ROOT),
                manifest.facts().version(),
                manifest.amounts().databaseBytes(),
                manifest.amounts().storedBytes(),
                manifest.isDamaged(),
                copies);
    }

    private static ProofLine proofLine(Proof proof) {
        List<String> passed =
                proof.rungs().stream()
                        .filter(rung -> rung.verdict() == Proof.RungVerdict.PASS)
                        .map(rung -> Integer.toString(rung.rung()))
                        .toList();
        return new ProofLine(
                proof.verdict().name().toLowerCase(Locale.ROOT),
                String.join(",", passed),
                proof.at(),
                proof.recoverySeconds());
    }
}
