package dev.holdfast.cli.command;

import dev.holdfast.cli.terminal.Figures;
import dev.holdfast.cli.terminal.Style;
import dev.holdfast.core.journal.JournalHead;
import dev.holdfast.core.journal.Verification;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;

/// `holdfast journal verify`
@Command(
        name = "verify",
        description = "Recomputes the hash of every entry, and says the first that was changed.",
        footer = {
            "",
            "Example:",
            "  holdfast journal verify",
            "",
            "Exit codes: 0 intact; 1 an entry was changed or removed; 3 configuration.",
        })
final class JournalVerify implements Action {

    /// @param brokenAt the first entry that is not as it was written
    private record Document(
            boolean intact,
            Optional<Long> entries,
            Optional<JournalHead> head,
            Optional<Long> brokenAt,
            Optional<String> reason) {}

    @Override
    public Answer run(Invocation invocation) {
        Style style = invocation.style();
        return switch (invocation.session().journal().verify()) {
            case Verification.Intact intact -> intact(intact, style);
            case Verification.Broken broken -> broken(broken, style);
        };
    }

    private static Answer intact(Verification.Intact intact, Style style) {
        String hash = intact.head().map(head -> ", head " + head.hash()).orElse("");
        return Answer.of(
                new Document(
                        true,
                        Optional.of(intact.entries()),
                        intact.head(),
                        Optional.empty(),
                        Optional.empty()),
                List.of(
                        style.good("intact")
                                + ": "
                                + Figures.count(intact.entries())
                                + " entries"
                                + hash));
    }

    private static Answer broken(Verification.Broken broken, Style style) {
        return Answer.of(
                new Document(
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(broken.seq()),
                        Optional.of(broken.reason())),
                List.of(
                        style.bad("broken") + " at entry " + broken.seq() + ": " + broken.reason(),
                        "entries before it are as they were written; keep a copy of the state"
                                + " directory before anything else"),
                false);
    }
}
