package dev.holdfast.practices.backup.rescue;

import dev.holdfast.core.operation.Request;
import java.nio.file.Path;
import java.util.Optional;

/// Compares a table with what it was at a moment, and writes what brings lost rows back. Changes
/// nothing on the live server.
///
/// @param database the deployment's label
/// @param table as SQL writes it
/// @param at a moment, as `MomentText` reads it
/// @param storage where to read from; by default the first that can
/// @param repair the file that gets the repair: a [RepairFile]
public record RescueRows(
        String database,
        String table,
        String at,
        Optional<String> storage,
        Condition where,
        Extent extent,
        Path repair)
        implements Request<RescueReport> {

    /// What the repair may hold.
    ///
    /// @param changed rows that changed meanwhile are set back too
    /// @param children lost rows of other tables that refer to lost rows come back too
    /// @param triggers triggers and foreign keys work while the repair runs
    /// @param limit how many rows of other tables there may be
    public record Extent(boolean changed, boolean children, boolean triggers, long limit) {}

    @Override
    public String kind() {
        return "backup rescue";
    }

    @Override
    public String subject() {
        return database;
    }
}
