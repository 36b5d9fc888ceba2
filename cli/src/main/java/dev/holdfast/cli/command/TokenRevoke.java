package dev.holdfast.cli.command;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `holdfast token revoke`
@Command(
        name = "revoke",
        description = "Ends a token and every session that was opened with it, at once.",
        footer = {
            "",
            "Example:",
            "  holdfast token revoke anna",
            "",
            "Exit codes: 0 revoked; 2 no such token; 3 configuration.",
        })
final class TokenRevoke implements Action {
    @Parameters(paramLabel = "NAME", description = "As in: holdfast token list.")
    String name = "";

    @Override
    public Answer run(Invocation invocation) {
        invocation.session().tokens().revoke(name);
        return Answer.of(
                Map.of("name", name, "state", "revoked"),
                List.of("the token of " + name + " is revoked"));
    }
}
