package dev.holdfast.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.journal.OperationRecord;
import dev.holdfast.core.journal.OperationRecord.RecordedProblem;
import dev.holdfast.core.journal.OperationRecord.StepRecord;
import dev.holdfast.core.journal.OperationState;
import dev.holdfast.core.journal.OperationStore;
import dev.holdfast.core.journal.OperationStore.Begun;
import dev.holdfast.core.journal.OperationStore.Ending;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteOperationsTest {
    private static final OperationRecord BACKUP =
            Samples.operation("3f2a", "backup run", "shop@production");

    @TempDir Path directory;
    private SqliteState state;
    private OperationStore operations;

    @BeforeEach
    void open() {
        state = SqliteState.open(directory);
        operations = state.operations();
    }

    @AfterEach
    void close() {
        state.close();
    }

    @Test
    void remembersAnOperationFromItsStartToItsEnd() {
        List<StepRecord> steps =
                List.of(
                        new StepRecord(
                                "read pages",
                                Samples.NOW,
                                Optional.of(Samples.NOW.plusSeconds(2)),
                                12,
                                20,
                                "bytes"),
                        new StepRecord("stop", Samples.NOW, Optional.empty(), 0, -1, ""));
        RecordedProblem problem = new RecordedProblem("storage-full", "no room", "df -h");
        Instant end = Samples.NOW.plusSeconds(9);

        assertThat(operations.begin(BACKUP)).isEqualTo(new Begun.Accepted());
        assertThat(operations.find("3f2a")).contains(BACKUP);
        assertThat(
                        operations.finish(
                                "3f2a",
                                new Ending(
                                        OperationState.FAILED,
                                        end,
                                        steps,
                                        Optional.of("{}"),
                                        Optional.of(problem))))
                .isTrue();
        OperationRecord ended = operations.find("3f2a").orElseThrow();
        assertThat(ended.state()).isEqualTo(OperationState.FAILED);
        assertThat(ended.finished()).contains(end);
        assertThat(ended.steps()).isEqualTo(steps);
        assertThat(ended.problem()).contains(problem);
        assertThat(ended.result()).contains("{}");
    }

    @Test
    void refusesASecondOfTheSameKindAndSubject() {
        assertThat(operations.begin(BACKUP)).isEqualTo(new Begun.Accepted());
        assertThat(operations.begin(Samples.operation("aaaa", "backup run", "shop@production")))
                .isEqualTo(new Begun.Refused(BACKUP));
        assertThat(operations.begin(Samples.operation("bbbb", "backup run", "crm@production")))
                .isEqualTo(new Begun.Accepted());
        assertThat(operations.begin(Samples.operation("cccc", "backup prove", "shop@production")))
                .isEqualTo(new Begun.Accepted());
        finish("3f2a");
        assertThat(operations.begin(Samples.operation("dddd", "backup run", "shop@production")))
                .isEqualTo(new Begun.Accepted());
    }

    @Test
    void asksForAnotherIdWhenItIsTaken() {
        assertThat(operations.begin(BACKUP)).isEqualTo(new Begun.Accepted());
        assertThat(operations.begin(Samples.operation("3f2a", "vault check", "vault")))
                .isEqualTo(new Begun.IdTaken());
    }

    @Test
    void tellsTheHeartbeatOfARequestedCancel() {
        assertThat(operations.begin(BACKUP)).isEqualTo(new Begun.Accepted());
        assertThat(operations.heartbeat("3f2a", Samples.NOW.plusSeconds(2), List.of())).isFalse();
        assertThat(operations.requestCancel("3f2a")).isTrue();
        assertThat(operations.heartbeat("3f2a", Samples.NOW.plusSeconds(4), List.of())).isTrue();
        assertThat(operations.find("3f2a").orElseThrow().heartbeat())
                .isEqualTo(Samples.NOW.plusSeconds(4));
    }

    @Test
    void endsAnOperationOnlyOnce() {
        assertThat(operations.begin(BACKUP)).isEqualTo(new Begun.Accepted());
        assertThat(finish("3f2a")).isTrue();
        assertThat(finish("3f2a")).isFalse();
        assertThat(operations.requestCancel("3f2a")).isFalse();
        assertThat(operations.heartbeat("3f2a", Samples.NOW, List.of())).isFalse();
    }

    @Test
    void listsTheNewestFirstAndByTheBeginningOfTheId() {
        assertThat(operations.begin(BACKUP)).isEqualTo(new Begun.Accepted());
        assertThat(operations.begin(Samples.operation("3f00", "a", "x")))
                .isEqualTo(new Begun.Accepted());
        assertThat(operations.begin(Samples.operation("99ab", "b", "x")))
                .isEqualTo(new Begun.Accepted());
        assertThat(ids(operations.list("", 2))).containsExactly("99ab", "3f00");
        assertThat(ids(operations.list("3f", 9))).containsExactly("3f00", "3f2a");
        assertThat(operations.list("%", 9)).isEmpty();
        assertThat(ids(operations.running())).containsExactly("3f2a", "3f00", "99ab");
    }

    private boolean finish(String id) {
        return operations.finish(
                id,
                new Ending(
                        OperationState.DONE,
                        Samples.NOW,
                        List.of(),
                        Optional.empty(),
                        Optional.empty()));
    }

    private static List<String> ids(List<OperationRecord> operations) {
        return operations.stream().map(OperationRecord::id).toList();
    }
}
