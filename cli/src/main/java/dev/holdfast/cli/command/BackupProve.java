package dev.holdfast.cli.command;

import dev.holdfast.cli.terminal.Figures;
import dev.holdfast.cli.terminal.Style;
import dev.holdfast.practices.backup.ProofResults;
import dev.holdfast.practices.backup.ProveBackup;
import dev.holdfast.vault.Proof;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `holdfast backup prove`
@Command(
        name = "prove",
        description = "Proves a snapshot by starting a server on it and reading everything.",
        footer = {
            "",
            "Example:",
            "  holdfast backup prove shop",
            "  holdfast backup prove shop --snapshot latest --storage onsite",
            "",
            "Exit codes: 0 proven, or partial with nothing failed; 1 a copy failed its",
            "  proof or could not be judged; 3 configuration; 4 unreachable; 5 refused.",
        })
final class BackupProve implements Action {
    @Parameters(paramLabel = "DATABASE", description = "Such as shop, or shop@production.")
    String database = "";

    @Option(names = "--snapshot", paramLabel = "ID", description = "Default: latest.")
    String snapshot = "latest";

    @Option(
            names = "--storage",
            paramLabel = "NAME",
            description = "Prove this storage's copy only; default: each copy.")
    Optional<String> storage = Optional.empty();

    @Override
    public Answer run(Invocation invocation) throws InterruptedException {
        String label = invocation.label(database);
        ProofResults results = invocation.carryOut(new ProveBackup(label, snapshot, storage));
        List<String> lines = new ArrayList<>();
        results.proofs().forEach(proof -> lines.addAll(lines(proof, invocation.style())));
        return Answer.of(results, lines, results.concerns().isEmpty());
    }

    static List<String> lines(Proof proof, Style style) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "%s  snapshot %s from storage %s"
                        .formatted(
                                verdict(proof.verdict(), style),
                                proof.snapshot(),
                                proof.storage()));
        for (Proof.Rung rung : proof.rungs()) {
            lines.add(
                    "  %d  %s  %-24s %s"
                            .formatted(
                                    rung.rung(),
                                    verdict(rung.verdict(), style),
                                    rung.name(),
                                    rung.figure()));
        }
        lines.add(
                "  first query answered after %s; the proof took %s"
                        .formatted(
                                Figures.seconds(proof.recoverySeconds()),
                                Figures.seconds(proof.seconds())));
        return lines;
    }

    private static String verdict(Proof.Verdict verdict, Style style) {
        String text = verdict.name().toLowerCase(Locale.ROOT);
        return switch (verdict) {
            case PROVEN -> style.good(text);
            case PARTIAL, ENVIRONMENT -> style.warning(text);
            case FAILED -> style.bad(text);
        };
    }

    private static String verdict(Proof.RungVerdict verdict, Style style) {
        return switch (verdict) {
            case PASS -> style.good("pass   ");
            case FAIL -> style.bad("FAIL   ");
            case NOT_RUN -> style.faint("not run");
        };
    }
}
