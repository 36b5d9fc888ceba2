package dev.holdfast.cli.command;

import dev.holdfast.cli.terminal.Figures;
import dev.holdfast.core.access.AccessToken;
import dev.holdfast.core.access.AccessTokens;
import dev.holdfast.core.access.Role;
import dev.holdfast.core.estate.option.Quantities;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `holdfast token create`
@Command(
        name = "create",
        description = "Makes a personal token for the console and the API, and shows it once.",
        footer = {
            "",
            "Roles: viewer looks; operator begins and cancels what the estate declares;",
            "approver also approves the plans of others; admin may do everything.",
            "",
            "Example:",
            "  holdfast token create anna --role operator --for 90d",
            "",
            "Exit codes: 0 made; 2 the name is taken; 3 configuration.",
        })
final class TokenCreate implements Action {
    @Parameters(paramLabel = "NAME", description = "Whose it is; the journal names it.")
    String name = "";

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            description = "viewer, operator, approver or admin; default: viewer.")
    Role role = Role.VIEWER;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            description = "How long it holds, such as 90d; default: until revoked.")
    Optional<String> lifetime = Optional.empty();

    private record Document(
            String name, Role role, Instant created, Optional<Instant> expires, String token) {}

    @Override
    public Answer run(Invocation invocation) {
        AccessTokens.Created created =
                invocation.session().tokens().create(name, role, lifetime.map(TokenCreate::read));
        AccessToken token = created.token();
        List<String> lines = new ArrayList<>();
        lines.add(created.secret());
        lines.add("");
        lines.add("This is shown once: keep it where passwords are kept.");
        lines.add("%s may %s, until %s.".formatted(name, may(role), until(token)));
        lines.add("To end it: holdfast token revoke " + name);
        return Answer.of(
                new Document(
                        token.name(),
                        token.role(),
                        token.created(),
                        token.expires(),
                        created.secret()),
                lines);
    }

    private static Duration read(String text) {
        return Quantities.duration(text)
                .orElseThrow(() ->
                        new HoldfastException(
                                ProblemCode.USAGE,
                                "'" + text + "' is not a duration",
                                "write --for 90d, or 12h"));
    }

    private static String may(Role role) {
        return switch (role) {
            case VIEWER -> "look";
            case OPERATOR -> "look, and begin and cancel what the estate declares";
            case APPROVER -> "look, begin, cancel and approve";
            case ADMIN -> "do everything";
        };
    }

    private static String until(AccessToken token) {
        return token.expires().map(Figures::time).orElse("it is revoked");
    }
}
