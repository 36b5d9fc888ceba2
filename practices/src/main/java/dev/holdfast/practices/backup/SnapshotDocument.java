package dev.holdfast.practices.backup;

import dev.holdfast.core.engine.ServerFacts.DatabaseFacts;
import dev.holdfast.practices.backup.BackupList.SnapshotLine;
import dev.holdfast.practices.backup.SnapshotDetail.Receipt;
import dev.holdfast.vault.Manifest;
import dev.holdfast.vault.Pin;
import java.util.List;
import java.util.Optional;

/// One snapshot as scripts and the console see it. The server's configuration files are left out:
/// what is in them is nobody's business.
///
/// @param contents empty when no copy of its manifest can be read
public record SnapshotDocument(
        SnapshotLine snapshot,
        Optional<Contents> contents,
        List<Receipt> receipts,
        List<Pin> pins) {
    public SnapshotDocument {
        receipts = List.copyOf(receipts);
        pins = List.copyOf(pins);
    }

    /// @param reason why it was read whole, or only where it differs
    public record Contents(
            String reason,
            String reading,
            String startLsn,
            String stopLsn,
            int timeline,
            List<DatabaseFacts> databases,
            List<Manifest.DamagedPage> damagedPages,
            String tool) {
        public Contents {
            databases = List.copyOf(databases);
            damagedPages = List.copyOf(damagedPages);
        }
    }

    public static SnapshotDocument of(SnapshotDetail detail) {
        return new SnapshotDocument(
                detail.snapshot(),
                detail.manifest().map(SnapshotDocument::contents),
                detail.receipts(),
                detail.pins());
    }

    private static Contents contents(Manifest manifest) {
        return new Contents(
                manifest.reason(),
                manifest.start().reading(),
                manifest.start().lsn().toString(),
                manifest.stop().lsn().toString(),
                manifest.start().timeline(),
                manifest.facts().databases(),
                manifest.damagedPages(),
                manifest.tool());
    }
}
