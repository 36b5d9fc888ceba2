package dev.holdfast.storages.remote;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.Problem;
import dev.holdfast.core.problem.ProblemCode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What any storage on another machine can meet, in the words of the storage port.
///
/// @param storage its name in the estate
/// @param location for people, without secrets
public record RemoteProblems(String storage, String location) {

    /// @param key of the object; empty where it is about the place itself
    /// @param what is the matter, behind the name of the object
    public HoldfastException problem(
            ProblemCode code, String key, String what, String hint, @Nullable Exception e) {
        String object = key.isEmpty() ? location : "object " + key;
        return new HoldfastException(
                new Problem(code, "storage '%s': %s %s".formatted(storage, object, what), hint), e);
    }

    public HoldfastException missing(String key, @Nullable Exception e) {
        return problem(ProblemCode.OBJECT_MISSING, key, "is missing", "holdfast vault check", e);
    }

    public HoldfastException exists(String key, @Nullable Exception e) {
        return problem(
                ProblemCode.OBJECT_EXISTS,
                key,
                "exists already and is never overwritten",
                "run the command again",
                e);
    }

    public HoldfastException endsAt(String key, long size) {
        return problem(
                ProblemCode.OBJECT_DAMAGED,
                key,
                "ends at byte %d, before what was asked for".formatted(size),
                "holdfast vault check",
                null);
    }

    public HoldfastException interrupted(String key, Exception e) {
        return problem(ProblemCode.OPERATION_CANCELLED, key, "was interrupted", "", e);
    }

    /// What went wrong here rather than there, such as a secret that cannot be read or a source
    /// that broke, however deep the library wrapped it.
    public static Optional<HoldfastException> ours(Exception e) {
        return causeOf(e, HoldfastException.class);
    }

    public static <T extends Throwable> Optional<T> causeOf(Throwable e, Class<T> type) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
        }
        return Optional.empty();
    }

    /// The message of what everything else was thrown for: those of libraries name their classes.
    public static Optional<String> innermost(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return Optional.ofNullable(cause.getMessage());
    }
}
