package dev.holdfast.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.journal.JournalEntry;
import dev.holdfast.core.journal.JournalFilter;
import dev.holdfast.core.journal.OperationRecord;
import dev.holdfast.core.journal.OperationState;
import dev.holdfast.core.journal.OperationStore;
import dev.holdfast.core.journal.Verification;
import dev.holdfast.core.operation.Event;
import dev.holdfast.core.operation.OperationHistory;
import dev.holdfast.core.operation.OperationRunner;
import dev.holdfast.core.operation.Progress;
import dev.holdfast.core.operation.Request;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.core.secret.Secret;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperationRunnerTest {
    @TempDir Path directory;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private SqliteState state;
    private OperationRunner runner;

    record Work(String subject, Secret password) implements Request<Result> {
        @Override
        public String kind() {
            return "backup run";
        }
    }

    record Result(String snapshot, double seconds, List<String> storages) {}

    @BeforeEach
    void open() {
        state = SqliteState.open(directory);
        runner = newRunner(state);
        runner.observe(events::add);
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        state.close();
    }

    @Test
    void remembersAnOperationWithItsStepsAndResult() throws InterruptedException {
        runner.register(
                Work.class,
                (request, progress) -> {
                    progress.step("read pages");
                    progress.expect(20, Progress.Unit.BYTES);
                    progress.done().add(12);
                    progress.note("read everything: summarize_wal is off");
                    progress.step("stop");
                    return new Result("20261122-1", 1.5, List.of("onsite", "cloud"));
                });
        runner.run(work("shop@production"));

        OperationRecord operation = state.operations().list("", 1).getFirst();
        assertThat(operation.state()).isEqualTo(OperationState.DONE);
        assertThat(operation.id()).matches("[0-9a-f]{4,6}");
        assertThat(operation.request()).contains("shop@production");
        assertThat(operation.result().orElseThrow()).contains("\"snapshot\":\"20261122-1\"");
        assertThat(operation.steps())
                .extracting(step -> step.name() + " " + step.done() + "/" + step.total())
                .containsExactly("read pages 12/20", "stop 0/-1");
        assertThat(operation.steps()).allMatch(step -> step.finished().isPresent());
    }

    @Test
    void journalsTheStartAndTheEndWithASummary() throws InterruptedException {
        runner.register(Work.class, (request, progress) -> new Result("s1", 2, List.of("a", "b")));
        runner.run(work("shop@production"));

        List<JournalEntry> entries = state.journal().entries(JournalFilter.everything(), 10);
        assertThat(entries).extracting(JournalEntry::outcome).containsExactly("done", "started");
        assertThat(entries.getFirst().details())
                .contains("\"snapshot\":\"s1\"", "\"storages\":2", "\"seconds\"");
        assertThat(state.journal().verify()).isInstanceOf(Verification.Intact.class);
    }

    @Test
    void neverWritesASecretDown() throws InterruptedException {
        runner.register(Work.class, (request, progress) -> new Result("s1", 2, List.of()));
        runner.run(new Work("shop@production", new Secret.Held("hunter2")));
        assertThat(state.operations().list("", 1).getFirst().request())
                .contains("(held in memory)")
                .doesNotContain("hunter2");
        assertThat(state.journal().entries(JournalFilter.everything(), 10).toString())
                .doesNotContain("hunter2");
    }

    @Test
    void tellsEventsInOrder() throws InterruptedException {
        runner.register(
                Work.class,
                (request, progress) -> {
                    progress.step("one");
                    progress.note("look");
                    progress.step("two");
                    return new Result("s1", 2, List.of());
                });
        runner.run(work("shop@production"));
        assertThat(events)
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly(
                        "Started",
                        "StepStarted",
                        "Note",
                        "StepEnded",
                        "StepStarted",
                        "StepEnded",
                        "Finished");
    }

    @Test
    void goesOnWhenAListenerFails() throws InterruptedException {
        runner.observe(event -> {
            throw new IllegalStateException("the terminal is gone");
        });
        runner.register(Work.class, (request, progress) -> new Result("s1", 2, List.of()));
        assertThat(runner.run(work("shop@production")).snapshot()).isEqualTo("s1");
    }

    @Test
    void remembersAProblemAndThrowsIt() {
        HoldfastException problem =
                new HoldfastException(ProblemCode.STORAGE_FULL, "no room in onsite", "df -h");
        runner.register(
                Work.class,
                (request, progress) -> {
                    throw problem;
                });
        assertThatThrownBy(() -> runner.run(work("shop@production"))).isSameAs(problem);
        OperationRecord operation = state.operations().list("", 1).getFirst();
        assertThat(operation.state()).isEqualTo(OperationState.FAILED);
        assertThat(operation.problem())
                .contains(
                        new OperationRecord.RecordedProblem(
                                "storage-full", "no room in onsite", "df -h"));
    }

    @Test
    void remembersABugAsOne() {
        runner.register(
                Work.class,
                (request, progress) -> {
                    throw new IllegalStateException("2 is not 3");
                });
        assertThatThrownBy(() -> runner.run(work("shop@production")))
                .isInstanceOf(IllegalStateException.class);
        assertThat(state.operations().list("", 1).getFirst().problem().orElseThrow().code())
                .isEqualTo("bug");
    }

    @Test
    void refusesASecondOfTheSameKindAndSubject() throws InterruptedException {
        CountDownLatch started = waitingHandler();
        Future<Result> first = threads.submit(() -> runner.run(work("shop@production")));
        started.await();
        String id = state.operations().running().getFirst().id();
        try (SqliteState other = SqliteState.open(directory)) {
            OperationRunner elsewhere = newRunner(other);
            elsewhere.register(Work.class, (request, progress) -> new Result("", 0, List.of()));
            assertThatThrownBy(() -> elsewhere.run(work("shop@production")))
                    .isInstanceOfSatisfying(
                            HoldfastException.class,
                            e -> {
                                assertThat(e.is(ProblemCode.OPERATION_RUNNING)).isTrue();
                                assertThat(e.problem().message())
                                        .isEqualTo(
                                                "backup run of shop@production is already running");
                                assertThat(e.problem().hint())
                                        .isEqualTo(
                                                "wait for operation "
                                                        + id
                                                        + ", or: holdfast operation cancel "
                                                        + id);
                            });
            assertThat(elsewhere.run(work("crm@production"))).isNotNull();
        }
        runner.stop(Duration.ofSeconds(20));
        assertThatThrownBy(first::get).isInstanceOf(ExecutionException.class);
    }

    @Test
    void isCancelledFromElsewhere() throws InterruptedException {
        CountDownLatch started = waitingHandler();
        CompletableFuture<Boolean> flagLeft = new CompletableFuture<>();
        Future<HoldfastException> ended = threads.submit(() -> runUntilRefused(flagLeft));
        started.await();
        try (SqliteState other = SqliteState.open(directory)) {
            OperationHistory history =
                    new OperationHistory(
                            other.operations(), other.journal(), InstantSource.system());
            String id = history.list(1).getFirst().id();
            assertThat(history.cancel(id.substring(0, 3)).id()).isEqualTo(id);
            assertThat(problemOf(ended).problem().message())
                    .isEqualTo("backup run of shop@production was cancelled");
            assertThat(history.show(id).state()).isEqualTo(OperationState.CANCELLED);
            assertThatThrownBy(() -> history.cancel(id))
                    .hasMessage("operation " + id + " is not running: cancelled");
        }
        assertThat(flagLeft).isCompletedWithValue(false);
        assertThat(events).hasAtLeastOneElementOfType(Event.CancelRequested.class);
    }

    @Test
    void isInterruptedWhenItsProcessIsToldToEnd() throws InterruptedException {
        CountDownLatch started = waitingHandler();
        CompletableFuture<Boolean> flagLeft = new CompletableFuture<>();
        Future<HoldfastException> ended = threads.submit(() -> runUntilRefused(flagLeft));
        started.await();
        runner.stop(Duration.ofSeconds(20));
        assertThat(state.operations().list("", 1).getFirst().state())
                .isEqualTo(OperationState.INTERRUPTED);
        assertThat(problemOf(ended).is(ProblemCode.OPERATION_CANCELLED)).isTrue();
        assertThat(flagLeft).isCompletedWithValue(true);
    }

    /// Process ids of another machine say nothing here; only its silence does.
    @Test
    void callsAnOperationOfAnotherMachineCrashedAfterAMinuteOfSilence() {
        OperationRecord elsewhere = Samples.operation("3f2a", "backup run", "shop@production");
        assertThat(state.operations().begin(elsewhere))
                .isInstanceOf(OperationStore.Begun.Accepted.class);
        assertThat(stateOf("3f2a", Samples.NOW.plusSeconds(60))).isEqualTo(OperationState.RUNNING);
        assertThat(stateOf("3f2a", Samples.NOW.plusSeconds(61))).isEqualTo(OperationState.CRASHED);
        assertThat(stateOf("3f2a", Samples.NOW.plusSeconds(62))).isEqualTo(OperationState.CRASHED);
        assertThat(state.journal().entries(JournalFilter.ofOperation("3f2a"), 10)).hasSize(1);
    }

    private OperationState stateOf(String id, Instant now) {
        return new OperationHistory(state.operations(), state.journal(), InstantSource.fixed(now))
                .show(id)
                .state();
    }

    @Test
    void refusesUnknownOperations() {
        OperationHistory history =
                new OperationHistory(state.operations(), state.journal(), InstantSource.system());
        for (String id : List.of("ffff", "", "%")) {
            assertThatThrownBy(() -> history.show(id))
                    .isInstanceOfSatisfying(
                            HoldfastException.class,
                            e -> assertThat(e.is(ProblemCode.OPERATION_UNKNOWN)).isTrue());
        }
    }

    /// Registers a handler that waits for ever, and tells when it has started.
    private CountDownLatch waitingHandler() {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        runner.register(
                Work.class,
                (request, progress) -> {
                    progress.step("wait");
                    started.countDown();
                    never.await();
                    return new Result("", 0, List.of());
                });
        return started;
    }

    private HoldfastException runUntilRefused(CompletableFuture<Boolean> flagLeft)
            throws InterruptedException {
        try {
            runner.run(work("shop@production"));
            throw new AssertionError("it should have been stopped");
        } catch (HoldfastException e) {
            flagLeft.complete(Thread.interrupted());
            return e;
        }
    }

    private static HoldfastException problemOf(Future<HoldfastException> ended)
            throws InterruptedException {
        try {
            return ended.get();
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    private static OperationRunner newRunner(SqliteState state) {
        return new OperationRunner(
                state.operations(), state.journal(), InstantSource.system(), new SecureRandom());
    }

    static Work work(String subject) {
        return new Work(subject, new Secret.FromEnvironment("PASSWORD"));
    }
}
