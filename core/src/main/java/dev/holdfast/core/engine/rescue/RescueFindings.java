package dev.holdfast.core.engine.rescue;

import java.util.List;

/// How a table differs from its past, and what the repair holds. Values of rows are in [#seen]
/// only, which is neither stored nor journaled.
///
/// @param table qualified, as SQL writes it
/// @param key the columns by which rows were compared; empty when the table has no key and whole
///   rows were compared
/// @param pastRows how many rows of the past were compared
/// @param lost rows that are not there any more
/// @param changed rows that are there with other values
/// @param fresh rows that only the live server has; -1 when only some rows of the past were
///   compared
/// @param repairs what the repair does, in its order
/// @param notes what else the user should know, one line each
public record RescueFindings(
        String table,
        Target target,
        List<String> key,
        long pastRows,
        long lost,
        long changed,
        long fresh,
        List<TableRepair> repairs,
        List<String> notes,
        SeenRows seen) {
    public RescueFindings {
        key = List.copyOf(key);
        repairs = List.copyOf(repairs);
        notes = List.copyOf(notes);
    }

    /// The server that the repair is for.
    ///
    /// @param address host and port that were reached
    public record Target(
            String address,
            String database,
            String user,
            String version,
            String systemIdentifier) {}

    /// @param inserts lost rows that come back
    /// @param updates changed rows that are set back
    /// @param why for people: what this table has to do with the repair; empty for the table that
    ///   was asked for
    public record TableRepair(String table, long inserts, long updates, String why) {}

    public long repairedRows() {
        return repairs.stream().mapToLong(each -> each.inserts() + each.updates()).sum();
    }
}
