package dev.holdfast.practices.backup.rescue;

import dev.holdfast.core.operation.Request;
import java.nio.file.Path;

/// Carries a repair out, in one transaction.
///
/// @param database the deployment's label
/// @param table that the repair is for
/// @param at the moment that rows come from
/// @param repair a [RepairFile]
/// @param sha256 of what was shown
/// @param rows how many rows it brings or sets back
public record ApplyRepair(
        String database, String table, String at, Path repair, String sha256, long rows)
        implements Request<RepairReport> {

    @Override
    public String kind() {
        return "backup rescue apply";
    }

    @Override
    public String subject() {
        return database;
    }
}
