package dev.holdfast.cli.command;

import dev.holdfast.cli.progress.Interruption;
import dev.holdfast.cli.workplace.Serving;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `holdfast serve`
@Command(
        name = "serve",
        description = "The daemon: schedules, the console and the API.",
        footer = {
            "",
            "Stays in the foreground and says what it does; Ctrl-C stops it. Reads a changed",
            "configuration anew. Commands hand their work over to it while it runs. Who may log",
            "in to the console: holdfast token create.",
            "",
            "Example:",
            "  holdfast serve",
            "  holdfast serve --listen 0.0.0.0:7480 --tls-certificate c.pem --tls-key k.pem",
            "",
            "Exit codes: 0 stopped; 3 configuration; 5 another one serves this state, or the",
            "  port is taken.",
        })
final class Serve implements Action {
    private static final String DEFAULT_LISTEN = "127.0.0.1:7480";

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            description = {
                "Where console and API are served; port 0 for any,",
                "'none' for nowhere. Default: $$HOLDFAST_LISTEN, else 127.0.0.1:7480.",
            })
    Optional<String> listen = Optional.empty();

    @Option(
            names = "--tls-certificate",
            paramLabel = "FILE",
            description = "Encrypt with this certificate and its chain (PEM).")
    Optional<Path> certificate = Optional.empty();

    @Option(
            names = "--tls-key",
            paramLabel = "FILE",
            description = "The certificate's key (PEM, PKCS#8).")
    Optional<Path> key = Optional.empty();

    @Option(
            names = "--name",
            paramLabel = "HOST",
            description = "A further name that browsers may ask for; repeatable.")
    List<String> names = List.of();

    @Option(names = "--allow-plain-http", description = "Let other machines in without encryption.")
    boolean plain;

    @Override
    public Answer run(Invocation invocation) {
        Consumer<String> say =
                invocation.options().json() || invocation.options().quiet()
                        ? line -> {}
                        : invocation.terminal().err()::println;
        try (Interruption _ = Interruption.ofThisThread(invocation.terminal().err())) {
            invocation
                    .workplace()
                    .serve(
                            invocation.options().place(Optional.empty()),
                            serving(invocation.terminal().environment()),
                            say);
        }
        return Answer.of(Map.of("state", "stopped"), List.of());
    }

    private Serving serving(Map<String, String> environment) {
        if (certificate.isPresent() != key.isPresent()) {
            throw new HoldfastException(
                    ProblemCode.USAGE,
                    "encryption needs a certificate and its key",
                    "give both --tls-certificate FILE and --tls-key FILE");
        }
        String where =
                listen.or(() -> Optional.ofNullable(environment.get("HOLDFAST_LISTEN")))
                        .filter(text -> !text.isBlank())
                        .orElse(DEFAULT_LISTEN);
        return new Serving(where, certificate, key, names, plain);
    }
}
