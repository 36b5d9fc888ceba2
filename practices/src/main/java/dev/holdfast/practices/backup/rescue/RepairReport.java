package dev.holdfast.practices.backup.rescue;

import dev.holdfast.core.operation.Judged;
import java.util.List;

/// What a repair did.
///
/// @param inserted rows that came back, of all tables
/// @param updated rows that were set back
/// @param left rows that were left alone, because something was done to them meanwhile
/// @param sha256 of the repair that was carried out
public record RepairReport(
        String database,
        String table,
        String moment,
        long inserted,
        long updated,
        long left,
        double seconds,
        String sha256)
        implements Judged {

    @Override
    public List<String> concerns() {
        return left == 0
                ? List.of()
                : List.of(
                        "%,d rows were left alone: they or a unique value of theirs are taken"
                                .formatted(left));
    }
}
