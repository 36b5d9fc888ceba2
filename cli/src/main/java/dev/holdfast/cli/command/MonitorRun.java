package dev.holdfast.cli.command;

import dev.holdfast.cli.progress.Interruption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Command;

/// `holdfast monitor run`
@Command(
        name = "run",
        description = "Watches the estate in the foreground: probes, checks, alerts.",
        footer = {
            "",
            "`holdfast serve` does the same beside its other work. Says when a problem begins",
            "and ends; Ctrl-C stops it.",
            "",
            "Example:",
            "  holdfast monitor run",
            "",
            "Exit codes: 0 stopped; 3 configuration; 5 another process watches already.",
        })
final class MonitorRun implements Action {

    @Override
    public Answer run(Invocation invocation) {
        Consumer<String> say =
                invocation.options().json() || invocation.options().quiet()
                        ? line -> {}
                        : invocation.terminal().err()::println;
        try (Interruption _ = Interruption.ofThisThread(invocation.terminal().err())) {
            invocation.workplace().watch(invocation.options().place(Optional.empty()), say);
        }
        return Answer.of(Map.of("state", "stopped"), List.of());
    }
}
