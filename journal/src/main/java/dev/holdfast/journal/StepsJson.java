package dev.holdfast.journal;

import dev.holdfast.core.journal.OperationRecord.StepRecord;
import java.util.List;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The steps of an operation as one JSON array.
final class StepsJson {
    private static final TypeReference<List<StepRecord>> STEPS = new TypeReference<>() {};

    private StepsJson() {}

    static String write(List<StepRecord> steps) {
        return steps.isEmpty() ? "[]" : Mapper.JSON.writeValueAsString(steps);
    }

    static List<StepRecord> read(String json) {
        return json.equals("[]") ? List.of() : Mapper.JSON.readValue(json, STEPS);
    }

    /// Loaded when first needed: Jackson takes its time.
    private static final class Mapper {
        private static final JsonMapper JSON = JsonMapper.builder().build();
    }
}
