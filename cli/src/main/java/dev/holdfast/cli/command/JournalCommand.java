package dev.holdfast.cli.command;

import dev.holdfast.cli.terminal.Figures;
import dev.holdfast.cli.terminal.Style;
import dev.holdfast.cli.terminal.Table;
import dev.holdfast.core.journal.EntryView;
import dev.holdfast.core.journal.JournalEntry;
import dev.holdfast.core.journal.JournalFilter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `holdfast journal`
@Command(
        name = "journal",
        description = "Shows what happened, when, by whom, and the result; newest first.",
        subcommands = JournalVerify.class,
        footer = {
            "",
            "Example:",
            "  holdfast journal --kind backup --subject shop@production",
            "  holdfast journal verify",
            "",
            "Exit codes: 0 shown; 3 configuration.",
        })
final class JournalCommand implements Action {
    @Option(names = "--limit", paramLabel = "N", description = "How many; default: 20.")
    int limit = 20;

    @Option(
            names = "--kind",
            paramLabel = "WORDS",
            description = "Only of this kind: backup, or 'backup run'.")
    Optional<String> kind = Optional.empty();

    @Option(names = "--subject", paramLabel = "NAME", description = "Only about this.")
    Optional<String> subject = Optional.empty();

    @Option(names = "--operation", paramLabel = "ID", description = "Only of this operation.")
    Optional<String> operation = Optional.empty();

    @Option(
            names = "--search",
            paramLabel = "TEXT",
            description = "Only with this anywhere: who, what, result, details.")
    Optional<String> search = Optional.empty();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Only from this moment on, such as 2026-11-22T09:00:00Z.")
    Optional<Instant> since = Optional.empty();

    private record Document(List<EntryView> entries) {}

    @Override
    public Answer run(Invocation invocation) {
        JournalFilter filter =
                new JournalFilter(kind, subject, operation, since, Optional.empty(), search);
        List<JournalEntry> entries = invocation.session().journal().entries(filter, limit);
        return Answer.of(
                new Document(entries.stream().map(EntryView::of).toList()),
                lines(entries, invocation.style()));
    }

    private static List<String> lines(List<JournalEntry> entries, Style style) {
        if (entries.isEmpty()) {
            return List.of("nothing was journaled that fits");
        }
        Table table = new Table(">SEQ", "TIME", "WHAT", "SUBJECT~", "OUTCOME", "OP", "BY~~");
        for (JournalEntry entry : entries) {
            table.row(
                    Long.toString(entry.seq()),
                    Figures.time(entry.time()),
                    entry.kind(),
                    entry.subject(),
                    outcome(entry.outcome(), style),
                    entry.operation().orElse(""),
                    entry.actor());
        }
        return table.lines(style);
    }

    private static String outcome(String outcome, Style style) {
        return switch (outcome) {
            case "done" -> style.good(outcome);
            case "failed", "crashed" -> style.bad(outcome);
            case "cancelled", "interrupted" -> style.warning(outcome);
            default -> outcome;
        };
    }
}
