package dev.holdfast.cli.command;

import dev.holdfast.cli.terminal.Style;
import dev.holdfast.core.problem.Finding;
import dev.holdfast.practices.overview.EstateDraft;
import dev.holdfast.practices.overview.Introduction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `holdfast init`
@Command(
        name = "init",
        description = "Meets a server, asks, and writes a commented holdfast.yaml.",
        footer = {
            "",
            "On a terminal it asks for what no option says; elsewhere it takes the defaults.",
            "A password is never written, only where it is found. An existing file is left as",
            "it is. Changes nothing on the server: it prints the statements to run there.",
            "",
            "Example:",
            "  holdfast init postgresql://backup@db1.example:5432/shop",
            "  holdfast init postgresql://backup@db1/shop --storage onsite=/srv/holdfast \\",
            "    --storage vaultbox=/mnt/vaultbox --password '$${env:SHOP_PASSWORD}'",
            "",
            "Exit codes: 0 written; 2 wrong usage; 4 the server could not be reached; 5 the",
            "  file is there already.",
        })
final class Init implements Action {
    @Parameters(
            paramLabel = "URL",
            description = "Of the database, with the user that takes backups, and no password.")
    String url = "";

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Where to write; default: as --config.")
    Optional<Path> output = Optional.empty();

    @Option(names = "--estate", paramLabel = "NAME", description = "Default: the database's name.")
    Optional<String> estate = Optional.empty();

    @Option(
            names = "--database",
            paramLabel = "NAME",
            description = "What the team calls it; default: as in the URL.")
    Optional<String> database = Optional.empty();

    @Option(names = "--environment", paramLabel = "NAME", description = "Default: production.")
    Optional<String> environment = Optional.empty();

    @Option(
            names = "--storage",
            paramLabel = "NAME=DIR",
            description = "A directory for backups; repeat it for a second place.")
    Map<String, String> storages = new LinkedHashMap<>();

    @Option(
            names = "--password",
            paramLabel = "REFERENCE",
            description = "$${env:NAME} or $${file:PATH}; default: ~/.pgpass.")
    Optional<String> password = Optional.empty();

    @Option(names = "--offline", description = "Do not reach the server; prints no GRANTs.")
    boolean offline;

    private record Document(
            String file,
            Optional<String> server,
            String role,
            List<String> grants,
            List<String> proofGrants,
            List<String> footprint,
            List<Finding> findings) {}

    @Override
    public Answer run(Invocation invocation) {
        Path file = output.orElse(invocation.options().configuration());
        InitFile target = new InitFile(file);
        target.mustBeNew();
        InitAnswers answers = new InitAnswers(this, invocation).ask();
        Optional<Introduction> introduction =
                offline
                        ? Optional.empty()
                        : Optional.of(
                                invocation
                                        .workplace()
                                        .introduce(answers.address(), answers.role()));
        EstateDraft draft = answers.draft();
        target.write(draft.text());
        return Answer.of(
                document(file, answers.role(), introduction),
                lines(file, answers, introduction, invocation.style()));
    }

    private static Document document(Path file, String role, Optional<Introduction> introduction) {
        return new Document(
                file.toString(),
                introduction.map(met -> met.facts().version()),
                role,
                introduction.map(Introduction::grants).orElse(List.of()),
                introduction.map(Introduction::proofGrants).orElse(List.of()),
                introduction.map(Introduction::footprint).orElse(List.of()),
                introduction.map(Introduction::findings).orElse(List.of()));
    }

    private static List<String> lines(
            Path file, InitAnswers answers, Optional<Introduction> introduction, Style style) {
        List<String> lines = new ArrayList<>();
        introduction.ifPresent(met -> lines.addAll(lines(met, style)));
        lines.add(style.good("written: ") + file);
        lines.add("");
        lines.add("next:");
        answers.passwordHint().ifPresent(hint -> lines.add("  " + hint));
        lines.add("  holdfast vault init      makes the vault and its key");
        lines.add("  holdfast check           says what is missing");
        lines.add("  holdfast backup run " + answers.label());
        lines.add("  holdfast backup prove " + answers.label());
        return lines;
    }

    private static List<String> lines(Introduction met, Style style) {
        List<String> lines = new ArrayList<>();
        lines.add(
                style.strong("PostgreSQL " + met.facts().version())
                        + " at "
                        + met.facts().address());
        lines.addAll(new FindingLines(style).of(met.findings()));
        lines.add("");
        lines.add(style.strong("everything that Holdfast ever creates on this server"));
        met.footprint().forEach(line -> lines.add("  " + line));
        lines.add("");
        lines.add(style.strong("to be run once by an administrator, for role " + met.role()));
        met.grants().forEach(line -> lines.add("  " + line));
        lines.add("");
        lines.add(style.strong("and this, so that proofs can compare rows with this server"));
        met.proofGrants().forEach(line -> lines.add("  " + line));
        lines.add("");
        return lines;
    }
}
