package dev.holdfast.cli.command;

import dev.holdfast.core.engine.ServerAddress;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.practices.overview.EstateDraft;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What `init` must know: from options, else asked on a terminal, else by default.
final class InitAnswers {
    private static final String FIRST_DIRECTORY = "./vault";

    private final Init options;
    private final Question question;
    private final boolean mayAsk;
    private final InitUrl url;
    private String environment = "production";
    private String passwordReference = "";
    private Optional<Secret> password = Optional.empty();
    private Map<String, String> storages = Map.of();

    InitAnswers(Init options, Invocation invocation) {
        this.options = options;
        this.question = new Question(invocation.terminal());
        this.mayAsk = invocation.terminal().canAsk() && !invocation.options().yes();
        this.url = InitUrl.parse(options.url);
    }

    InitAnswers ask() {
        environment = options.environment.orElseGet(() -> ask("Environment", "production"));
        askPassword();
        storages = options.storages.isEmpty() ? askStorages() : options.storages;
        return this;
    }

    ServerAddress address() {
        return new ServerAddress(label(), url.text(), Optional.empty(), password);
    }

    String role() {
        return url.user();
    }

    String label() {
        return databaseName() + "@" + environment;
    }

    /// What to do about a password that was typed and not written.
    Optional<String> passwordHint() {
        return Optional.of(passwordReference)
                .filter(reference -> reference.startsWith("${env:"))
                .map(reference ->
                        "export "
                                + reference.substring("${env:".length(), reference.length() - 1)
                                + "=…");
    }

    EstateDraft draft() {
        List<EstateDraft.Place> places = new ArrayList<>();
        storages.forEach((name, path) -> places.add(new EstateDraft.Place(name, path)));
        return new EstateDraft(
                options.estate.orElse(databaseName()),
                "vault.key",
                ".holdfast/scratch",
                places,
                databaseName(),
                environment,
                environment.toLowerCase(Locale.ROOT).startsWith("prod"),
                url.text(),
                passwordReference);
    }

    private String databaseName() {
        return options.database.orElse(url.name());
    }

    private void askPassword() {
        if (options.password.isPresent()) {
            passwordReference = options.password.get();
            password = Optional.of(referred(passwordReference));
        } else if (mayAsk) {
            String typed =
                    question.askSecret("Password of " + url.user() + " (empty: as in ~/.pgpass):");
            if (!typed.isEmpty()) {
                passwordReference = "${env:" + url.variable() + "}";
                password = Optional.of(new Secret.Held(typed));
            }
        }
    }

    private static Secret referred(String reference) {
        return Secret.parse(reference, Path::of)
                .orElseThrow(() ->
                        new HoldfastException(
                                ProblemCode.USAGE,
                                "--password takes where the password is, not the password",
                                "--password '${env:NAME}' or --password '${file:PATH}'"));
    }

    private Map<String, String> askStorages() {
        Map<String, String> places = new LinkedHashMap<>();
        places.put("onsite", ask("Directory for backups", FIRST_DIRECTORY));
        String second = ask("A second directory, elsewhere (empty: none yet)", "");
        if (!second.isEmpty()) {
            places.put("elsewhere", second);
        }
        return places;
    }

    private String ask(String what, String otherwise) {
        return mayAsk
                ? question.ask(
                        what + (otherwise.isEmpty() ? ":" : " [" + otherwise + "]:"), otherwise)
                : otherwise;
    }
}
