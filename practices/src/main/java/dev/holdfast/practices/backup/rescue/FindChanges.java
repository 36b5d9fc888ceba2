package dev.holdfast.practices.backup.rescue;

import dev.holdfast.core.operation.Request;
import java.util.Optional;

/// Searches the stored log for the transactions that deleted or replaced rows of a table.
///
/// @param database the deployment's label
/// @param table as SQL writes it
/// @param where only rows that met it at the beginning
/// @param since a moment; empty for all of the newest window
public record FindChanges(
        String database,
        String table,
        Condition where,
        Optional<String> since,
        Optional<String> storage)
        implements Request<FoundChanges> {

    @Override
    public String kind() {
        return "backup rescue find";
    }

    @Override
    public String subject() {
        return database;
    }
}
