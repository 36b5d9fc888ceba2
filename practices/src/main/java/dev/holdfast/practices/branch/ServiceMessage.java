package dev.holdfast.practices.branch;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.holdfast.core.operation.Progress;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// What a branch's process tells the one that started it: one line of JSON each.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ServiceMessage.Step.class, name = "step"),
    @JsonSubTypes.Type(value = ServiceMessage.Expect.class, name = "expect"),
    @JsonSubTypes.Type(value = ServiceMessage.Done.class, name = "done"),
    @JsonSubTypes.Type(value = ServiceMessage.Note.class, name = "note"),
    @JsonSubTypes.Type(value = ServiceMessage.TryAnother.class, name = "try"),
    @JsonSubTypes.Type(value = ServiceMessage.Opened.class, name = "opened"),
    @JsonSubTypes.Type(value = ServiceMessage.Failed.class, name = "failed")
})
sealed interface ServiceMessage {
    /// The other side has the password, so the branch may stay.
    String RECEIVED = "received";

    record Step(String name) implements ServiceMessage {}

    record Expect(long total, Progress.Unit unit) implements ServiceMessage {}

    /// @param more since the last one
    record Done(long more) implements ServiceMessage {}

    record Note(String line) implements ServiceMessage {}

    /// This process may not mount; one that is started by `launcher` may.
    record TryAnother(List<String> launcher) implements ServiceMessage {}

    record Opened(BranchCard branch, String password) implements ServiceMessage {}

    record Failed(String code, String message, String hint) implements ServiceMessage {}

    default String line() {
        return Mapper.JSON.writeValueAsString(this);
    }

    static ServiceMessage parse(String line) {
        return Mapper.JSON.readValue(line, ServiceMessage.class);
    }

    /// One JSON object.
    static String json(String name, String value) {
        return Mapper.JSON.writeValueAsString(Map.of(name, value));
    }

    final class Mapper {
        private static final JsonMapper JSON = JsonMapper.builder().build();

        private Mapper() {}
    }
}
