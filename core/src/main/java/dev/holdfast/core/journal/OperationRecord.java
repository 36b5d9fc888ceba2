package dev.holdfast.core.journal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One operation as it is remembered.
///
/// @param id four to eight hexadecimal digits
/// @param request the request record as JSON; names only, no secrets
/// @param heartbeat when it last showed that it lives
/// @param result the result record as JSON, once it is done
public record OperationRecord(
        String id,
        String kind,
        String subject,
        String request,
        OperationState state,
        String actor,
        ProcessIdentity process,
        Instant started,
        Instant heartbeat,
        Optional<Instant> finished,
        boolean cancelRequested,
        List<StepRecord> steps,
        Optional<String> result,
        Optional<RecordedProblem> problem) {
    public OperationRecord {
        steps = List.copyOf(steps);
    }

    /// @param code as users see it, such as `storage-unreachable`
    public record RecordedProblem(String code, String message, String hint) {}

    /// @param done how much of it is done, in `unit`
    /// @param total how much there is to do; -1 where it is not known
    /// @param unit `bytes`, `items`, or empty where nothing is counted
    public record StepRecord(
            String name,
            Instant started,
            Optional<Instant> finished,
            long done,
            long total,
            String unit) {}
}
