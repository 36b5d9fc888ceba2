package dev.holdfast.practices.backup.rescue;

import dev.holdfast.core.engine.rescue.RescueFindings;
import dev.holdfast.core.engine.rescue.RescueFindings.TableRepair;
import java.util.ArrayList;
import java.util.List;

/// What a comparison with the past found.
///
/// @param moment as it was asked for
/// @param snapshot that the branch was made from
/// @param openSeconds until the branch answered, its replay included
/// @param replaySeconds how long its server recovered
/// @param walBytes of the log that was replayed on top of the snapshot's own
/// @param isProtected whether the target's environment is production-like
/// @param sha256 of the repair
public record RescueReport(
        String database,
        String moment,
        String storage,
        String snapshot,
        double openSeconds,
        double replaySeconds,
        long walBytes,
        double seconds,
        boolean isProtected,
        RescueFindings findings,
        String sha256) {

    public boolean hasRepair() {
        return findings.repairedRows() > 0;
    }

    /// What stands above the repair when it is written as SQL: no values of rows.
    public List<String> heading() {
        List<String> lines = new ArrayList<>();
        lines.add("Repair of %s in %s".formatted(findings.table(), database));
        lines.add("as of %s, from snapshot %s".formatted(moment, snapshot));
        for (TableRepair repair : findings.repairs()) {
            lines.add(
                    "%s: %d rows come back, %d are set back"
                            .formatted(repair.table(), repair.inserts(), repair.updates()));
        }
        lines.add("It holds values of rows. It refuses any other server or database.");
        return lines;
    }
}
