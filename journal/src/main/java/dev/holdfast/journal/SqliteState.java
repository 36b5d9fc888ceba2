package dev.holdfast.journal;

import dev.holdfast.core.journal.Journal;
import dev.holdfast.core.journal.OperationStore;
import java.nio.file.Path;

/// What is remembered on this machine, in `state.db` of the state directory: the journal and the
/// operations. Several processes may have it open at once.
@SuppressWarnings("DoNotCallSuggester") // a skeleton
public final class SqliteState implements AutoCloseable {

    private SqliteState() {}

    /// Opens the state in `directory`, which is made where it is missing. `STATE_UNUSABLE` when
    /// that cannot be done.
    public static SqliteState open(Path directory) {
        if (directory.toString().isEmpty()) {
            return new SqliteState();
        }
        throw new UnsupportedOperationException("not there yet: " + directory);
    }

    public Journal journal() {
        throw new UnsupportedOperationException("not there yet");
    }

    public OperationStore operations() {
        throw new UnsupportedOperationException("not there yet");
    }

    @Override
    public void close() {}
}
