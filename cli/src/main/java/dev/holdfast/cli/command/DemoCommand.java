package dev.holdfast.cli.command;

import dev.holdfast.cli.progress.Interruption;
import dev.holdfast.cli.terminal.Style;
import dev.holdfast.cli.workplace.Demo;
import dev.holdfast.core.problem.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `holdfast demo`
@Command(
        name = "demo",
        description = "Shows backup, proof and restore on an embedded PostgreSQL, in two minutes.",
        footer = {
            "",
            "Needs no configuration and no server, and leaves nothing behind.",
            "",
            "Example:",
            "  holdfast demo",
            "",
            "Exit codes: 0 shown; 1 something that was shown went wrong; 130 cancelled.",
        })
final class DemoCommand implements Action {
    @Parameters(arity = "0..1", paramLabel = "CHAPTER", description = "Default: the core tour.")
    String chapter = "";

    @Override
    public Answer run(Invocation invocation) throws InterruptedException {
        List<String> said = new ArrayList<>();
        Style style = invocation.style();
        Consumer<String> say =
                invocation.options().json() ? said::add : invocation.terminal().out()::println;
        try (Interruption _ = Interruption.ofThisThread(invocation.terminal().err())) {
            Demo.Setting setting = new Demo.Setting(chapter, style.coloured());
            ExitCode exitCode = invocation.workplace().demo().play(setting, say);
            return new Answer(Map.of("lines", said), List.of(), exitCode);
        }
    }
}
