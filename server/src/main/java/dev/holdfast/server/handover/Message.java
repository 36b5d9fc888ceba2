package dev.holdfast.server.handover;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.holdfast.core.journal.OperationState;
import dev.holdfast.core.operation.ProgressView.StepView;
import dev.holdfast.core.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// One line of a conversation.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Message.Ask.class, name = "ask"),
    @JsonSubTypes.Type(value = Message.Cancel.class, name = "cancel"),
    @JsonSubTypes.Type(value = Message.Started.class, name = "started"),
    @JsonSubTypes.Type(value = Message.Steps.class, name = "steps"),
    @JsonSubTypes.Type(value = Message.StepStarted.class, name = "step-started"),
    @JsonSubTypes.Type(value = Message.StepEnded.class, name = "step-ended"),
    @JsonSubTypes.Type(value = Message.Note.class, name = "note"),
    @JsonSubTypes.Type(value = Message.CancelRequested.class, name = "cancel-requested"),
    @JsonSubTypes.Type(value = Message.Finished.class, name = "finished"),
    @JsonSubTypes.Type(value = Message.Result.class, name = "result"),
    @JsonSubTypes.Type(value = Message.Failed.class, name = "failed"),
})
sealed interface Message {

    /// The command's first line.
    ///
    /// @param version of the command: the daemon takes work from its own version only
    record Ask(String version, String kind, JsonNode request) implements Message {}

    /// The command was interrupted.
    record Cancel() implements Message {}

    record Started(String operation, String kind, String subject, Instant at) implements Message {}

    /// How far all steps are.
    record Steps(List<StepView> steps) implements Message {}

    record StepStarted(int index, String name, Instant at) implements Message {}

    record StepEnded(StepView step, boolean completed) implements Message {}

    record Note(String line, Instant at) implements Message {}

    record CancelRequested() implements Message {}

    record Finished(
            OperationState state, Duration took, Optional<Problem> problem, List<String> concerns)
            implements Message {}

    /// The last line when all went well.
    record Result(JsonNode result) implements Message {}

    /// The last line otherwise, also when no operation began.
    record Failed(Problem problem) implements Message {}
}
