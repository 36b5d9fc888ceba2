package dev.holdfast.cli.command;

import dev.holdfast.cli.progress.Interruption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `holdfast monitor watch`
@Command(
        name = "watch",
        description = "Watches a web address, and tells the routes when it does not answer.",
        footer = {
            "",
            "Run it on another machine, with a holdfast.yaml of its own that declares alerts:, and",
            "let it watch the address where a daemon says that it is well.",
            "",
            "Example:",
            "  holdfast monitor watch http://db-ops.example:7480/healthz",
            "",
            "Exit codes: 0 stopped; 2 no web address; 3 configuration; 5 another process watches",
            "  with this state.",
        })
final class MonitorWatch implements Action {
    @Parameters(paramLabel = "URL", description = "An http:// or https:// address.")
    String url = "";

    @Override
    public Answer run(Invocation invocation) {
        Consumer<String> say =
                invocation.options().json() || invocation.options().quiet()
                        ? line -> {}
                        : invocation.terminal().err()::println;
        try (Interruption _ = Interruption.ofThisThread(invocation.terminal().err())) {
            invocation.workplace().watch(invocation.options().place(Optional.empty()), url, say);
        }
        return Answer.of(Map.of("state", "stopped"), List.of());
    }
}
