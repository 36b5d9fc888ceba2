package dev.holdfast.cli.command;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/// `holdfast init`
@Command(
        name = "init",
        description = "Asks what it needs and writes a commented holdfast.yaml.",
        footer = {
            "",
            "Example:",
            "  holdfast init postgresql://backup@db1.example/shop",
            "",
            "Exit codes: 0 written.",
        })
final class Init implements Action {

    @Override
    public Answer run(Invocation invocation) throws InterruptedException {
        return Answer.of(Map.of(), List.of());
    }
}
