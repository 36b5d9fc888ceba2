package dev.holdfast.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.journal.JournalEntry;
import dev.holdfast.core.journal.JournalFilter;
import dev.holdfast.core.journal.OperationState;
import dev.holdfast.core.journal.Verification;
import dev.holdfast.core.operation.OperationHistory;
import dev.holdfast.core.operation.OperationRunner;
import dev.holdfast.testkit.Seed;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What happens when several processes work on one state, and when they are killed.
class SeveralProcessesTest {
    @TempDir Path directory;

    @Test
    void openTheStateForTheFirstTimeTogether() throws IOException, InterruptedException {
        List<ChildJvm> children = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            children.add(ChildJvm.start("open", directory));
        }
        for (ChildJvm child : children) {
            assertThat(child.line()).isEqualTo("opened");
            assertThat(child.exitCode()).isZero();
        }
    }

    @Test
    void doNotLoadFlywayWhenTheSchemaIsUpToDate() throws IOException {
        SqliteState.open(directory).close();
        try (ChildJvm child = ChildJvm.start("open", directory, "-verbose:class")) {
            assertThat(child.allLines())
                    .contains("opened")
                    .noneMatch(line -> line.contains("org.flywaydb"));
        }
    }

    @Test
    void keepEveryEntryThatWasAppendedBeforeAKill() throws IOException, InterruptedException {
        Random random = new Random(Seed.ofThisRun());
        List<String> acknowledged = new ArrayList<>();
        for (int round = 0; round < 2; round++) {
            try (ChildJvm first = ChildJvm.start("append", directory);
                    ChildJvm second = ChildJvm.start("append", directory)) {
                int lines = 5 + random.nextInt(40);
                for (int i = 0; i < lines; i++) {
                    acknowledged.add(first.line());
                    acknowledged.add(second.line());
                }
                first.kill();
                second.kill();
            }
            assertIntactWith(acknowledged);
        }
    }

    @Test
    void verifyWhileAnotherAppends() throws IOException {
        try (SqliteState state = SqliteState.open(directory);
                ChildJvm child = ChildJvm.start("append", directory)) {
            for (int i = 0; i < 50; i++) {
                assertThat(child.line()).isNotEmpty();
                assertThat(state.journal().verify()).isInstanceOf(Verification.Intact.class);
            }
        }
    }

    private void assertIntactWith(List<String> acknowledged) {
        try (SqliteState state = SqliteState.open(directory)) {
            assertThat(state.journal().verify()).isInstanceOf(Verification.Intact.class);
            assertThat(state.journal().entries(JournalFilter.everything(), Integer.MAX_VALUE))
                    .extracting(JournalEntry::hash)
                    .containsAll(acknowledged);
        }
    }

    @Test
    void callAnOperationCrashedWhoseProcessWasKilled() throws IOException, InterruptedException {
        try (ChildJvm child = ChildJvm.start("operate", directory)) {
            assertThat(child.line()).isEqualTo("running");
            child.kill();
        }
        try (SqliteState state = SqliteState.open(directory)) {
            InstantSource clock = InstantSource.system();
            String id = state.operations().running().getFirst().id();
            OperationRunner runner =
                    new OperationRunner(
                            state.operations(), state.journal(), clock, new SecureRandom());
            runner.register(
                    OperationRunnerTest.Work.class,
                    (request, progress) -> new OperationRunnerTest.Result("s1", 1, List.of()));
            runner.run(OperationRunnerTest.work("shop@production"));

            OperationHistory history =
                    new OperationHistory(state.operations(), state.journal(), clock);
            assertThat(history.show(id).state()).isEqualTo(OperationState.CRASHED);
            assertThat(state.journal().entries(JournalFilter.ofOperation(id), 10))
                    .extracting(JournalEntry::outcome)
                    .containsExactly("crashed", "started");
            assertThat(state.journal().verify()).isInstanceOf(Verification.Intact.class);
        }
    }

    @Test
    void doNotCallALivingOperationCrashed() throws IOException {
        try (ChildJvm child = ChildJvm.start("operate", directory);
                SqliteState state = SqliteState.open(directory)) {
            assertThat(child.line()).isEqualTo("running");
            OperationHistory history =
                    new OperationHistory(
                            state.operations(), state.journal(), InstantSource.system());
            assertThat(history.list(10))
                    .singleElement()
                    .satisfies(it -> assertThat(it.state()).isEqualTo(OperationState.RUNNING));
        }
    }
}
