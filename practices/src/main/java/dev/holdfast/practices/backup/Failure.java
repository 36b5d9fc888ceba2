package dev.holdfast.practices.backup;

import dev.holdfast.core.problem.Problem;

/// A problem as part of a result, for scripts and people.
///
/// @param code as users see it, such as `storage-unreachable`
public record Failure(String code, String message, String hint) {

    static Failure of(Problem problem) {
        return new Failure(problem.code().code(), problem.message(), problem.hint());
    }
}
