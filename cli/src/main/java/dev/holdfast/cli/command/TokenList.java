package dev.holdfast.cli.command;

import dev.holdfast.cli.terminal.Figures;
import dev.holdfast.cli.terminal.Style;
import dev.holdfast.cli.terminal.Table;
import dev.holdfast.core.access.AccessToken;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;

/// `holdfast token list`
@Command(
        name = "list",
        description = "Lists who has a token, with which role; never a token itself.",
        footer = {
            "",
            "Example:",
            "  holdfast token list",
            "",
            "Exit codes: 0 listed; 3 configuration.",
        })
final class TokenList implements Action {
    private record Document(List<AccessToken> tokens) {}

    @Override
    public Answer run(Invocation invocation) {
        List<AccessToken> tokens = invocation.session().tokens().list();
        return Answer.of(
                new Document(tokens),
                lines(tokens, invocation.clock().instant(), invocation.style()));
    }

    private static List<String> lines(List<AccessToken> tokens, Instant now, Style style) {
        if (tokens.isEmpty()) {
            return List.of("nobody has a token; holdfast token create NAME --role viewer");
        }
        Table table = new Table("NAME~", "ROLE", "CREATED", "BY~", "UNTIL");
        for (AccessToken token : tokens) {
            table.row(
                    token.name(),
                    token.role().word(),
                    Figures.age(token.created(), now),
                    token.createdBy(),
                    until(token, now, style));
        }
        return table.lines(style);
    }

    private static String until(AccessToken token, Instant now, Style style) {
        if (!token.holdsAt(now)) {
            return style.warning("ended");
        }
        return token.expires().map(Figures::time).orElse("revoked");
    }
}
