package dev.holdfast.cli.command;

import dev.holdfast.cli.progress.Interruption;
import dev.holdfast.cli.workplace.Demo;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `holdfast demo`
@Command(
        name = "demo",
        description = "Shows backup, proof and restore on an embedded PostgreSQL.",
        footer = {
            "",
            "Needs no configuration and no server. Everything happens in one directory,",
            "which stays so that you can try the commands; it says how to delete it.",
            "",
            "Example:",
            "  holdfast demo",
            "  holdfast demo --directory /tmp/shop --no-serve",
            "",
            "Exit codes: 0 shown; 1 something did not happen as promised; 130 cancelled.",
        })
final class DemoCommand implements Action {
    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description = "New or empty directory for everything. Default: a temporary one.")
    @Nullable Path directory;

    @Option(
            names = "--serve",
            negatable = true,
            description = {
                "Whether it ends by serving the console, with everything alive, until",
                "Ctrl-C. Default: on a terminal.",
            })
    Optional<Boolean> serve = Optional.empty();

    @Option(
            names = "--megabytes",
            paramLabel = "N",
            defaultValue = "300",
            description = "About how large the shop is. Default: ${DEFAULT-VALUE}.")
    int megabytes;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of the shop's rows. Default: ${DEFAULT-VALUE}.")
    long seed;

    @Override
    public Answer run(Invocation invocation) throws InterruptedException {
        Consumer<String> say =
                invocation.options().json() ? line -> {} : invocation.terminal().out()::println;
        try (Interruption _ = Interruption.ofThisThread(invocation.terminal().err())) {
            Demo.Setting setting =
                    new Demo.Setting(
                            invocation.style().coloured(),
                            Optional.ofNullable(directory),
                            serve.orElseGet(() -> isWatched(invocation)),
                            megabytes,
                            seed);
            return Answer.of(invocation.workplace().demo().play(setting, say), List.of());
        }
    }

    private static boolean isWatched(Invocation invocation) {
        return invocation.terminal().reaches().out() && !invocation.options().json();
    }
}
