package dev.holdfast.journal;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// SQLite's failures in the user's words.
final class StateProblem {
    private StateProblem() {}

    static HoldfastException of(Path file, SQLException e) {
        return switch (primaryCode(e)) {
            case SQLITE_READONLY, SQLITE_PERM, SQLITE_CANTOPEN, SQLITE_AUTH ->
                    unusable(file, "it cannot be written", e);
            case SQLITE_FULL ->
                    problem(
                            file,
                            "its file system is full",
                            "free some space: df -h " + file.getParent() + elsewhere(),
                            e);
            case SQLITE_BUSY, SQLITE_LOCKED ->
                    problem(
                            file,
                            "another process holds it",
                            "run the command again; who holds it: fuser -v " + file,
                            e);
            case SQLITE_CORRUPT, SQLITE_NOTADB ->
                    problem(
                            file,
                            "it is damaged",
                            "move it away, no vault needs it: mv " + file + " " + file + ".damaged",
                            e);
            default -> unusable(file, String.valueOf(e.getMessage()), e);
        };
    }

    static HoldfastException newer(Path file, int version, StateForm form) {
        return new HoldfastException(
                ProblemCode.STATE_UNUSABLE,
                "state "
                        + file
                        + " was written by a newer Holdfast (schema "
                        + version
                        + ", this one knows "
                        + form.schema()
                        + ")",
                "use that version" + elsewhere());
    }

    static HoldfastException unusable(Path file, String why, Exception e) {
        return problem(
                file,
                why,
                "make it writable for this user: ls -ld " + file.getParent() + elsewhere(),
                e);
    }

    private static HoldfastException problem(Path file, String why, String hint, Exception e) {
        return new HoldfastException(
                ProblemCode.STATE_UNUSABLE, "state " + file + " is unusable: " + why, hint, e);
    }

    private static String elsewhere() {
        return ", or name another directory: --state DIR";
    }

    /// Extended codes carry the primary one in their low byte.
    private static SQLiteErrorCode primaryCode(SQLException e) {
        return e instanceof SQLiteException known
                ? SQLiteErrorCode.getErrorCode(known.getResultCode().code & 0xFF)
                : SQLiteErrorCode.UNKNOWN_ERROR;
    }
}
