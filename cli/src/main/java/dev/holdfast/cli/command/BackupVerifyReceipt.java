package dev.holdfast.cli.command;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/// `holdfast backup verify-receipt`
@Command(
        name = "verify-receipt",
        description = "Checks the signature of a proof's receipt.",
        footer = {
            "",
            "Example:",
            "  holdfast backup verify-receipt FILE",
            "",
            "Exit codes: 0 valid.",
        })
final class BackupVerifyReceipt implements Action {

    @Override
    public Answer run(Invocation invocation) throws InterruptedException {
        return Answer.of(Map.of(), List.of());
    }
}
