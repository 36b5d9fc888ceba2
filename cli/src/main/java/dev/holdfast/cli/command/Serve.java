package dev.holdfast.cli.command;

import dev.holdfast.cli.progress.Interruption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Command;

/// `holdfast serve`
@Command(
        name = "serve",
        description = "The daemon: takes and proves backups when they are due.",
        footer = {
            "",
            "Stays in the foreground and says what it does; Ctrl-C stops it. Reads a changed",
            "configuration anew. Commands hand their work over to it while it runs.",
            "",
            "Example:",
            "  holdfast serve",
            "",
            "Exit codes: 0 stopped; 3 configuration; 5 another one serves this state.",
        })
final class Serve implements Action {

    @Override
    public Answer run(Invocation invocation) {
        Consumer<String> say =
                invocation.options().json() || invocation.options().quiet()
                        ? line -> {}
                        : invocation.terminal().err()::println;
        try (Interruption _ = Interruption.ofThisThread(invocation.terminal().err())) {
            invocation.workplace().serve(invocation.options().place(Optional.empty()), say);
        }
        return Answer.of(Map.of("state", "stopped"), List.of());
    }
}
