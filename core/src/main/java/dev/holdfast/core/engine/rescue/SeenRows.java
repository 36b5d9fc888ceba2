package dev.holdfast.core.engine.rescue;

import java.util.List;

/// The first rows of each kind that a comparison met: for the user's eyes. It shows nothing of
/// itself to what turns results into JSON, so that values of rows stay out of the state and the
/// journal.
public final class SeenRows {
    private final List<String> columns;
    private final List<List<String>> lost;
    private final List<List<String>> changed;
    private final List<List<String>> fresh;

    /// @param columns the key, or all columns of a table without one
    /// @param lost each row has a value for each of `columns`
    public SeenRows(
            List<String> columns,
            List<List<String>> lost,
            List<List<String>> changed,
            List<List<String>> fresh) {
        this.columns = List.copyOf(columns);
        this.lost = List.copyOf(lost);
        this.changed = List.copyOf(changed);
        this.fresh = List.copyOf(fresh);
    }

    public List<String> columns() {
        return columns;
    }

    public List<List<String>> lost() {
        return lost;
    }

    public List<List<String>> changed() {
        return changed;
    }

    public List<List<String>> fresh() {
        return fresh;
    }

    @Override
    public String toString() {
        return "SeenRows"; // no values in logs
    }
}
