package dev.holdfast.practices.branch;

import dev.holdfast.core.operation.Progress;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.Problem;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.core.secret.Secret;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JacksonException;

/// Starts a branch's process and follows it until the branch is open. As long as nobody has its
/// password, the process ends when its standard input does.
///
/// @param log where the process complains
record Starting(BranchStarter starter, Path log, Progress progress) {
    private static final int TIDYING_SECONDS = 40;

    /// What came of one process.
    private sealed interface Outcome {
        record Open(BranchCard card, Secret password) implements Outcome {}

        record Another(List<String> launcher) implements Outcome {}
    }

    record Opened(BranchCard card, Secret password) {}

    Opened run(OpenBranch request, ServeBranch order) throws InterruptedException {
        Outcome outcome = follow(request, List.of(), order);
        if (outcome instanceof Outcome.Another(List<String> launcher)) {
            ServeBranch last = new ServeBranch(request, order.ttl(), true);
            outcome = follow(request, launcher, last);
        }
        return switch (outcome) {
            case Outcome.Open open -> new Opened(open.card(), open.password());
            case Outcome.Another again ->
                    throw new IllegalStateException("asked once more for " + again.launcher());
        };
    }

    private Outcome follow(OpenBranch request, List<String> launcher, ServeBranch order)
            throws InterruptedException {
        Process process;
        try {
            process = starter.start(launcher, order.words(), log);
        } catch (IOException e) {
            throw new HoldfastException(
                    ProblemCode.SCRATCH_FAILED,
                    "the process for branch '%s' could not be started: %s"
                            .formatted(request.name(), e.getMessage()),
                    "see whether there is room: df -h " + log.getParent(),
                    e);
        }
        try {
            return listen(request, process);
        } catch (RuntimeException | InterruptedException e) {
            end(process);
            throw e;
        }
    }

    private Outcome listen(OpenBranch request, Process process) throws InterruptedException {
        BlockingQueue<Optional<String>> lines = linesOf(process);
        while (true) {
            String line = lines.take().orElseThrow(() -> died(request));
            switch (parse(line)) {
                case ServiceMessage.Step it -> progress.step(it.name());
                case ServiceMessage.Expect it -> progress.expect(it.total(), it.unit());
                case ServiceMessage.Done it -> progress.done().add(it.more());
                case ServiceMessage.Note it -> progress.note(it.line());
                case ServiceMessage.TryAnother it -> {
                    process.waitFor(TIDYING_SECONDS, TimeUnit.SECONDS);
                    return new Outcome.Another(it.launcher());
                }
                case ServiceMessage.Failed it -> throw failed(it);
                case ServiceMessage.Opened it -> {
                    confirm(request, process);
                    return new Outcome.Open(it.branch(), new Secret.Generated(it.password()));
                }
            }
        }
    }

    /// Read by a thread of its own: reading a pipe does not heed interrupts.
    private static BlockingQueue<Optional<String>> linesOf(Process process) {
        BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();
        Thread.ofPlatform()
                .daemon()
                .name("branch-process")
                .start(() -> {
                    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
                        reader.lines().map(Optional::of).forEach(lines::add);
                    } catch (IOException | RuntimeException e) {
                        lines.add(Optional.empty()); // the pipe broke: as if it had ended
                    }
                    lines.add(Optional.empty());
                });
        return lines;
    }

    private static ServiceMessage parse(String line) {
        try {
            return ServiceMessage.parse(line);
        } catch (JacksonException e) {
            return new ServiceMessage.Note(line);
        }
    }

    private void confirm(OpenBranch request, Process process) {
        try (OutputStream input = process.getOutputStream()) {
            input.write((ServiceMessage.RECEIVED + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw died(request);
        }
    }

    private static HoldfastException failed(ServiceMessage.Failed failure) {
        return new HoldfastException(
                new Problem(ProblemCode.valueOf(failure.code()), failure.message(), failure.hint()),
                null);
    }

    private HoldfastException died(OpenBranch request) {
        return new HoldfastException(
                ProblemCode.SCRATCH_FAILED,
                "the process of branch '%s' ended%s".formatted(request.name(), lastWords()),
                "read its log: less " + log);
    }

    private String lastWords() {
        try {
            List<String> lines = Files.readAllLines(log);
            return lines.isEmpty() ? "" : ": " + lines.getLast();
        } catch (IOException e) {
            return "";
        }
    }

    /// It tidies up when its input ends, and is given the time to.
    private static void end(Process process) {
        boolean interrupted = Thread.interrupted();
        try (OutputStream input = process.getOutputStream()) {
            input.flush();
        } catch (IOException e) {
            process.destroy(); // it does not listen any more
        }
        try {
            if (!process.waitFor(TIDYING_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            interrupted = true;
            process.destroyForcibly();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
