package dev.holdfast.practices.branch;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.practices.branch.BranchState.Health;
import dev.holdfast.practices.branch.ScratchSpace.Holder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The branches of a scratch directory, whichever process serves them. A mount is never looked at:
/// its process may hang.
record Registry(ScratchSpace space, InstantSource clock) {
    /// Fifteen missed beats.
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private static final Duration KILLED = Duration.ofSeconds(10);

    List<BranchState> all() throws IOException {
        List<BranchState> states = new ArrayList<>();
        for (String name : space.names()) {
            state(name).ifPresent(states::add);
        }
        return List.copyOf(states);
    }

    /// Empty when it is no branch, or not open yet.
    Optional<BranchState> state(String name) throws IOException {
        BranchNotes notes = new BranchNotes(space.directoryOf(name));
        Optional<BranchCard> card = notes.card();
        Optional<BranchLife> life = notes.life();
        if (card.isEmpty() || life.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> broken = life.get().broken();
        Duration silence = Duration.between(life.get().beat(), clock.instant());
        boolean stalled = silence.compareTo(SILENCE) > 0;
        Health health =
                broken.isPresent() ? Health.BROKEN : stalled ? Health.STALLED : Health.RUNNING;
        Optional<String> why =
                broken.or(() ->
                        stalled
                                ? Optional.of(
                                        "its process has been silent for %d s"
                                                .formatted(silence.toSeconds()))
                                : Optional.empty());
        return Optional.of(new BranchState(card.get(), health, life.get().usedBytes(), why));
    }

    /// Kills the processes that are stopped and silent, and removes everything that nobody holds.
    List<Path> removeAbandoned() throws IOException {
        for (String name : space.names()) {
            Optional<BranchState> state = state(name);
            if (state.filter(it -> it.health() == Health.STALLED).isPresent()) {
                Optional<ProcessHandle> process = process(name);
                if (process.filter(Registry::isStopped).isPresent()) {
                    kill(process.get());
                }
            }
        }
        return space.removeAbandoned();
    }

    private Optional<ProcessHandle> process(String name) throws IOException {
        return space.holder(name).flatMap(Holder::process);
    }

    /// Has the branch closed by its own process, or without it when it does not within `patience`.
    ///
    /// @return whether its process had to be killed
    boolean close(String name, Duration patience) throws IOException, InterruptedException {
        if (space.removeIfAbandoned(name)) {
            return true;
        }
        ProcessHandle process =
                process(name)
                        .orElseThrow(() ->
                                new IOException("nobody knows the process of branch " + name));
        boolean ended = !isStopped(process) && process.destroy() && hasEnded(process, patience);
        if (!ended) {
            kill(process);
        }
        space.removeIfAbandoned(name);
        return !ended;
    }

    private static void kill(ProcessHandle process) {
        process.destroyForcibly();
        try {
            hasEnded(process, KILLED);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean hasEnded(ProcessHandle process, Duration patience)
            throws InterruptedException {
        try {
            process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("process " + process.pid(), e);
        }
    }

    /// `State` of proc_pid_status(5): stopped by a signal, or by a debugger.
    private static boolean isStopped(ProcessHandle process) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status"))
                    .stream()
                    .anyMatch(line -> line.matches("State:\\s+[Tt].*"));
        } catch (IOException e) {
            return false;
        }
    }

    HoldfastException unknown(String name) {
        return new HoldfastException(
                ProblemCode.BRANCH_UNKNOWN,
                "there is no branch '%s'".formatted(name),
                "see what there is: holdfast branch list");
    }
}
