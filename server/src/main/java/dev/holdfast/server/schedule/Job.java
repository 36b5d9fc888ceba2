package dev.holdfast.server.schedule;

import dev.holdfast.core.estate.Schedule;
import dev.holdfast.core.operation.Request;
import java.util.Optional;

/// One request that recurs.
///
/// @param isEndless it runs until it is stopped, and begins again soon after it ended
/// @param after the kind of operation on the same subject that must have been done once before
public record Job(
        Request<?> request, Schedule schedule, boolean isEndless, Optional<String> after) {

    /// Such as `backup run shop@production`.
    public String name() {
        return request.kind() + " " + request.subject();
    }
}
