package dev.holdfast.cli.command;

import dev.holdfast.cli.terminal.Facts;
import dev.holdfast.cli.terminal.Figures;
import dev.holdfast.cli.terminal.Style;
import dev.holdfast.core.moment.MomentText;
import dev.holdfast.practices.backup.RestoreBackup;
import dev.holdfast.practices.backup.RestorePreview;
import dev.holdfast.practices.backup.RestoreResult;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `holdfast backup restore`
@Command(
        name = "restore",
        description = "Brings a moment back into a directory that PostgreSQL starts on.",
        footer = {
            "",
            "Shows what it will do and asks, unless --yes. Nothing of Holdfast is needed to",
            "run the result.",
            "",
            "Example:",
            "  holdfast backup restore shop --to /var/lib/postgresql/18/main",
            "  holdfast backup restore shop --to ./copy --at \"2026-11-22 14:03:00+01\"",
            "  holdfast backup restore shop --to ./copy --at snapshot:ID --storage cloud",
            "  holdfast backup restore shop --to ./copy --vault /mnt/vault --key vault.key",
            "",
            "Exit codes: 0 restored; 1 the copy is damaged; 2 no such moment; 3",
            "  configuration; 4 unreachable; 5 refused: something is in the directory, or",
            "  nobody could be asked.",
        })
final class BackupRestore implements Action {
    @Parameters(paramLabel = "DATABASE", description = "Such as shop, or shop@production.")
    String database = "";

    @Option(names = "--to", paramLabel = "DIR", required = true, description = "Where to.")
    Path to = Path.of("");

    @Option(
            names = "--at",
            paramLabel = "MOMENT",
            description =
                    "latest (default), a time, \"10 min ago\", lsn:, xid:, before-xid:, point:,"
                            + " snapshot:.")
    String at = "latest";

    @Option(names = "--pause", description = "At the moment, open for reading only and wait.")
    boolean pause;

    @Option(names = "--storage", paramLabel = "NAME", description = "Read from this storage.")
    Optional<String> storage = Optional.empty();

    @Option(
            names = "--delta",
            description = "DIR holds an older state of this server: write only what differs.")
    boolean delta;

    @Option(names = "--force", description = "Delete what else is in DIR.")
    boolean force;

    @Option(
            names = "--tablespace",
            paramLabel = "NAME=DIR",
            description = "Put this tablespace there; may be repeated.")
    Map<String, Path> tablespaces = Map.of();

    @Mixin final BareVaultOptions bare = new BareVaultOptions();

    @Override
    public Answer run(Invocation invocation) throws InterruptedException {
        invocation.session(bare.vault());
        RestoreBackup request =
                new RestoreBackup(
                        invocation.label(database),
                        moment(invocation),
                        pause,
                        storage,
                        to,
                        delta,
                        force,
                        tablespaces);
        RestorePreview preview = invocation.session().preview(request);
        invocation.confirm(
                lines(preview, invocation.clock().instant(), invocation.errorStyle()),
                "restore into " + preview.directory());
        RestoreResult result = invocation.carryOut(request);
        return Answer.of(result, lines(result, invocation.style()));
    }

    /// `10 min ago` is the same moment when it is shown and when it is restored.
    private String moment(Invocation invocation) {
        return MomentText.parse(at, invocation.clock().instant()).toString();
    }

    private List<String> lines(RestorePreview preview, Instant now, Style style) {
        List<String> lines = new ArrayList<>();
        lines.add(style.strong("restore of " + preview.server()));
        lines.addAll(
                new Facts()
                        .fact("snapshot", preview.snapshot())
                        .fact("of", age(preview, now))
                        .fact("from storage", preview.storage())
                        .fact("to the moment", at)
                        .fact("size", Figures.size(preview.bytes()))
                        .fact("PostgreSQL", preview.version())
                        .fact("into", preview.directory())
                        .fact("there now", preview.present())
                        .factIf(delta, "writes", "only what differs (--delta)")
                        .factIf(force, "deletes", style.bad("what is there now (--force)"))
                        .lines(style));
        return lines;
    }

    private static String age(RestorePreview preview, Instant now) {
        return Figures.time(preview.finished()) + ", " + Figures.age(preview.finished(), now);
    }

    private static List<String> lines(RestoreResult result, Style style) {
        List<String> lines = new ArrayList<>();
        lines.add(style.good("restored") + " snapshot " + result.snapshot());
        lines.addAll(
                new Facts()
                        .fact("into", result.directory())
                        .fact("from storage", result.storage())
                        .fact("files", Figures.count(result.files()))
                        .fact("size", Figures.size(result.bytes()))
                        .fact("written", Figures.size(result.writtenBytes()))
                        .fact("took", Figures.seconds(result.seconds()))
                        .lines(style));
        lines.add("");
        lines.add("start it: " + result.start());
        lines.add(result.onStart());
        return lines;
    }
}
