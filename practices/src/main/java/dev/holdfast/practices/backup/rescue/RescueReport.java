package dev.holdfast.practices.backup.rescue;

import dev.holdfast.core.engine.rescue.RescueFindings;

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
}
