package dev.holdfast.cli.command;

import dev.holdfast.cli.terminal.Figures;
import dev.holdfast.cli.terminal.Style;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.practices.backup.DueProof;
import dev.holdfast.practices.backup.ProofResults;
import dev.holdfast.practices.backup.ProveBackup;
import dev.holdfast.practices.backup.ProveDue;
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
            "  holdfast backup prove shop --due",
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

    @Option(
            names = "--due",
            description = {
                "Prove the one copy that was proven longest ago, if",
                "prove: {all-within: …} says that it is time."
            })
    boolean due;

    @Override
    public Answer run(Invocation invocation) throws InterruptedException {
        String label = invocation.label(database);
        if (due) {
            return proveDue(label, invocation);
        }
        ProofResults results = invocation.carryOut(new ProveBackup(label, snapshot, storage));
        List<String> lines = new ArrayList<>();
        results.proofs().forEach(proof -> lines.addAll(lines(proof, invocation.style())));
        return Answer.of(results, lines, results.concerns().isEmpty());
    }

    private Answer proveDue(String label, Invocation invocation) throws InterruptedException {
        if (storage.isPresent() || !snapshot.equals("latest")) {
            throw new HoldfastException(
                    ProblemCode.USAGE,
                    "--due chooses the copy itself",
                    "leave out --snapshot and --storage, or --due");
        }
        DueProof result = invocation.carryOut(new ProveDue(label));
        List<String> lines = new ArrayList<>();
        result.proofs().forEach(proof -> lines.addAll(lines(proof, invocation.style())));
        lines.add(
                result.proofs().isEmpty()
                        ? "none of %d copies is due".formatted(result.copies())
                        : "%d of %d copies are due besides"
                                .formatted(result.due(), result.copies()));
        lines.addAll(result.overdue());
        return Answer.of(result, lines, result.concerns().isEmpty());
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
