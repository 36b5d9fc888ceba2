package dev.holdfast.cli.command;

import dev.holdfast.cli.terminal.Facts;
import dev.holdfast.cli.terminal.Figures;
import dev.holdfast.cli.terminal.Style;
import dev.holdfast.practices.backup.BackupList.SnapshotLine;
import dev.holdfast.practices.backup.SnapshotDetail;
import dev.holdfast.practices.backup.SnapshotDetail.Receipt;
import dev.holdfast.practices.backup.SnapshotDocument;
import dev.holdfast.vault.Manifest;
import dev.holdfast.vault.Pin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `holdfast backup show`
@Command(
        name = "show",
        description = "Shows one snapshot: what it holds, where it is, and every proof of it.",
        footer = {
            "",
            "Example:",
            "  holdfast backup show 20261122-094512-3f2a",
            "  holdfast backup show 20261122-094512 --json",
            "",
            "Exit codes: 0 shown; 2 no such snapshot; 3 configuration; 4 unreachable.",
        })
final class BackupShow implements Action {
    @Parameters(paramLabel = "SNAPSHOT", description = "Its id, or the beginning of it.")
    String id = "";

    @Mixin final BareVaultOptions bare = new BareVaultOptions();

    @Override
    public Answer run(Invocation invocation) {
        SnapshotDetail detail = invocation.session(bare.vault()).catalogue().show(id);
        return Answer.of(
                SnapshotDocument.of(detail),
                lines(detail, invocation.clock().instant(), invocation.style()));
    }

    private static List<String> lines(SnapshotDetail detail, Instant now, Style style) {
        SnapshotLine snapshot = detail.snapshot();
        List<String> lines = new ArrayList<>();
        lines.add(style.strong("snapshot " + snapshot.id()) + " of " + snapshot.server());
        Facts facts = new Facts();
        facts.fact(
                "finished",
                Figures.time(snapshot.finished()) + ", " + Figures.age(snapshot.finished(), now));
        facts.fact("size", Figures.size(snapshot.databaseBytes()));
        facts.fact("added", Figures.size(snapshot.addedBytes()) + " to each storage");
        facts.fact("mode", snapshot.mode());
        detail.manifest().ifPresent(manifest -> describe(manifest, facts));
        facts.fact(
                "stored in",
                snapshot.storages().stream()
                        .map(copy -> copy.name())
                        .collect(Collectors.joining(", ")));
        snapshot.storages()
                .forEach(copy ->
                        facts.factIf(
                                !copy.reasons().isEmpty(),
                                "kept in " + copy.name(),
                                String.join("; ", copy.reasons())));
        detail.pins().forEach(pin -> facts.fact("pinned", pinned(pin)));
        facts.factIf(snapshot.damaged(), "damaged", style.bad("pages were damaged on the server"));
        lines.addAll(facts.lines(style));
        for (Receipt receipt : detail.receipts()) {
            lines.add("");
            lines.addAll(BackupProve.lines(receipt.proof(), style));
            if (!receipt.validSignature()) {
                lines.add("  " + style.bad("the signature of this receipt is not valid"));
            }
        }
        return lines;
    }

    private static String pinned(Pin pin) {
        String until = pin.until().map(end -> "until " + Figures.time(end)).orElse("for ever");
        return until + " by " + pin.by() + (pin.reason().isEmpty() ? "" : ": " + pin.reason());
    }

    private static void describe(Manifest manifest, Facts facts) {
        facts.fact("reason", manifest.reason());
        facts.fact("read", manifest.start().reading());
        facts.fact("server", "PostgreSQL " + manifest.facts().version());
        facts.fact(
                "WAL",
                "from %s to %s, timeline %d"
                        .formatted(
                                manifest.start().lsn(),
                                manifest.stop().lsn(),
                                manifest.start().timeline()));
        facts.fact(
                "databases",
                manifest.facts().databases().stream()
                        .map(each -> each.name() + " " + Figures.size(each.sizeBytes()))
                        .collect(Collectors.joining(", ")));
    }
}
