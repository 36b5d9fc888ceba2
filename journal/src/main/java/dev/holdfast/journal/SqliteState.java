package dev.holdfast.journal;

import dev.holdfast.core.access.TokenStore;
import dev.holdfast.core.journal.Journal;
import dev.holdfast.core.journal.OperationStore;
import java.nio.file.Path;

/// What is remembered on this machine, in `state.db` of the state directory: the journal, the
/// operations and the hashes of tokens. Safe for many threads; several processes may have it open
/// at once.
public final class SqliteState implements AutoCloseable {
    private final StateFile file;
    private final SqliteJournal journal;
    private final SqliteOperations operations;
    private final SqliteTokens tokens;

    private SqliteState(StateFile file) {
        this.file = file;
        this.journal = new SqliteJournal(file);
        this.operations = new SqliteOperations(file);
        this.tokens = new SqliteTokens(file);
    }

    /// Opens the state in `directory`, which is made where it is missing, for this user alone.
    /// `STATE_UNUSABLE` when that cannot be done.
    public static SqliteState open(Path directory) {
        return new SqliteState(StateFile.open(directory, StateForm.STATE));
    }

    public Journal journal() {
        return journal;
    }

    public OperationStore operations() {
        return operations;
    }

    public TokenStore tokens() {
        return tokens;
    }

    @Override
    public void close() {
        file.close();
    }
}
