package dev.holdfast.core.alert;

import dev.holdfast.core.health.Health;
import java.time.Instant;
import java.util.Optional;

/// One problem. There is at most one open one for a check of a database.
///
/// @param state how bad it is now, or was when it ended
/// @param opened since when
/// @param seen when it was last found
/// @param told when people were last told; empty: not yet, as while it is silenced
/// @param acknowledged by whom; nobody is reminded then
/// @param resolved when it ended
public record Alert(
        String id,
        String database,
        String check,
        Health state,
        String message,
        String hint,
        Instant opened,
        Instant seen,
        Optional<Instant> told,
        Optional<String> acknowledged,
        Optional<Instant> resolved) {

    public Alert seenAs(Health newState, String newMessage, String newHint, Instant at) {
        return new Alert(
                id,
                database,
                check,
                newState,
                newMessage,
                newHint,
                opened,
                at,
                told,
                acknowledged,
                resolved);
    }

    public Alert toldAt(Instant at) {
        return new Alert(
                id,
                database,
                check,
                state,
                message,
                hint,
                opened,
                seen,
                Optional.of(at),
                acknowledged,
                resolved);
    }

    public Alert resolvedAt(String newMessage, Instant at) {
        return new Alert(
                id,
                database,
                check,
                state,
                newMessage,
                "",
                opened,
                at,
                told,
                acknowledged,
                Optional.of(at));
    }

    public boolean isOf(String otherCheck, String otherDatabase) {
        return check.equals(otherCheck) && database.equals(otherDatabase);
    }
}
