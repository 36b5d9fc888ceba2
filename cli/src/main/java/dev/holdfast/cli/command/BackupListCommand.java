package dev.holdfast.cli.command;

import dev.holdfast.cli.terminal.Figures;
import dev.holdfast.cli.terminal.Style;
import dev.holdfast.cli.terminal.Table;
import dev.holdfast.core.estate.Deployment;
import dev.holdfast.core.estate.Estate;
import dev.holdfast.core.estate.StorageDeclaration;
import dev.holdfast.core.problem.ExitCode;
import dev.holdfast.practices.backup.BackupList;
import dev.holdfast.practices.backup.BackupList.Behind;
import dev.holdfast.practices.backup.BackupList.CopyLine;
import dev.holdfast.practices.backup.BackupList.Gap;
import dev.holdfast.practices.backup.BackupList.ProofLine;
import dev.holdfast.practices.backup.BackupList.SnapshotLine;
import dev.holdfast.practices.backup.BackupList.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `holdfast backup list`
@Command(
        name = "list",
        description = "Lists snapshots, newest first, and the proof of each copy.",
        footer = {
            "",
            "Example:",
            "  holdfast backup list",
            "  holdfast backup list --vault /mnt/usb/vault --key vault.key",
            "",
            "Exit codes: 0 listed; 1 a storage could not be asked; 3 configuration;",
            "  4 no storage could be asked.",
        })
final class BackupListCommand implements Action {
    @Parameters(
            arity = "0..1",
            paramLabel = "DATABASE",
            description = "Only of this one; default: all.")
    Optional<String> database = Optional.empty();

    @Mixin final BareVaultOptions bare = new BareVaultOptions();

    @Override
    public Answer run(Invocation invocation) {
        invocation.session(bare.vault());
        Estate estate = invocation.session().estate();
        Optional<String> label = database.map(name -> keeper(estate, name).label());
        BackupList backups = invocation.session().catalogue().list(label);
        List<String> storages = estate.storages().stream().map(StorageDeclaration::name).toList();
        return new Answer(
                backups,
                new Lines(estate, storages, invocation.clock().instant(), invocation.style())
                        .of(backups),
                exitCode(backups, storages));
    }

    /// Whose snapshots hold that database: a snapshot takes all of a server.
    private static Deployment keeper(Estate estate, String name) {
        Deployment asked = estate.deployment(name);
        return asked.backup().isPresent() ? asked : estate.keeper(asked).orElse(asked);
    }

    private static ExitCode exitCode(BackupList backups, List<String> storages) {
        if (backups.unreachable().isEmpty()) {
            return ExitCode.DONE;
        }
        return backups.unreachable().size() == storages.size()
                ? ExitCode.UNREACHABLE
                : ExitCode.NOT_WELL;
    }

    /// Rules that hold whatever the policy says: shown behind those of the policy.
    private static final Set<String> ALWAYS_KEPT =
            Set.of("newest", "proven", "started", "base", "running");

    private record Lines(Estate estate, List<String> storages, Instant now, Style style) {

        List<String> of(BackupList backups) {
            List<String> lines = new ArrayList<>();
            byServer(backups).forEach((server, snapshots) -> append(server, snapshots, lines));
            if (backups.snapshots().isEmpty() && backups.unreachable().isEmpty()) {
                lines.add("no snapshots yet; take one: holdfast backup run DATABASE");
            }
            appendWindows(backups, lines);
            backups.gaps().forEach(gap -> lines.add(gap(gap)));
            backups.unreachable()
                    .forEach(storage ->
                            lines.add(
                                    style.bad("! ")
                                            + storage.storage()
                                            + " could not be asked: "
                                            + storage.reason()));
            backups.behind().forEach(behind -> lines.add(behind(behind)));
            return lines;
        }

        private String behind(Behind behind) {
            return "%s%s lacks %d snapshots that others hold; bring them: %s"
                    .formatted(
                            style.warning("! "),
                            behind.storage(),
                            behind.snapshots(),
                            behind.remedy());
        }

        private static Map<String, List<SnapshotLine>> byServer(BackupList backups) {
            return backups.snapshots().stream()
                    .collect(
                            Collectors.groupingBy(
                                    SnapshotLine::server, LinkedHashMap::new, Collectors.toList()));
        }

        private void append(String server, List<SnapshotLine> snapshots, List<String> lines) {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            lines.add(style.strong(server));
            Stream<String> fixed = Stream.of("SNAPSHOT", "AGE", "MODE", ">SIZE", ">ADDED");
            Stream<String> places = storages.stream().map(name -> name + "~");
            Table table =
                    new Table(
                            Stream.of(fixed, places, Stream.of("KEPT~"))
                                    .flatMap(headings -> headings)
                                    .toArray(String[]::new));
            snapshots.forEach(snapshot -> table.row(row(snapshot)));
            lines.addAll(table.lines(style));
        }

        private String[] row(SnapshotLine snapshot) {
            String mode = snapshot.mode().equals("incremental") ? "incr" : snapshot.mode();
            Stream<String> fixed =
                    Stream.of(
                            snapshot.id(),
                            Figures.age(snapshot.finished(), now),
                            snapshot.damaged() ? mode + style.bad(" damaged") : mode,
                            Figures.size(snapshot.databaseBytes()),
                            Figures.size(snapshot.addedBytes()));
            Stream<String> places = storages.stream().map(name -> proof(snapshot, name));
            return Stream.of(fixed, places, Stream.of(kept(snapshot)))
                    .flatMap(cells -> cells)
                    .toArray(String[]::new);
        }

        private String kept(SnapshotLine snapshot) {
            if (!snapshot.kept().isEmpty()) {
                return snapshot.kept().stream()
                        .sorted(Comparator.comparing(ALWAYS_KEPT::contains))
                        .collect(Collectors.joining(", "));
            }
            boolean isJudged =
                    estate.deployments().stream()
                            .anyMatch(each ->
                                    each.backup().isPresent()
                                            && each.label().equals(snapshot.server()));
            return style.faint(isJudged ? "expires" : "-");
        }

        private String proof(SnapshotLine snapshot, String storage) {
            return snapshot.storages().stream()
                    .filter(copy -> copy.name().equals(storage))
                    .findFirst()
                    .map(this::proof)
                    .orElse(style.faint("-"));
        }

        private String proof(CopyLine copy) {
            return copy.proof()
                    .map(ProofLine::verdict)
                    .map(verdict -> Verdicts.styled(verdict, style))
                    .orElse("unproven");
        }

        /// Snapshots are listed above: what is said here is what the stream adds.
        private void appendWindows(BackupList backups, List<String> lines) {
            List<Window> streamed =
                    backups.windows().stream()
                            .filter(window -> window.from().isBefore(window.to()))
                            .toList();
            if (streamed.isEmpty()) {
                return;
            }
            lines.add("");
            lines.add(style.strong("any moment of"));
            Table table = new Table("SERVER", "STORAGE", "FROM", "TO", "TIMELINE");
            streamed.forEach(window ->
                    table.row(
                            window.server(),
                            window.storage(),
                            Figures.time(window.from()),
                            Figures.time(window.to()) + ", " + Figures.age(window.to(), now),
                            Integer.toUnsignedString(window.timeline())));
            lines.addAll(table.lines(style));
        }

        private static String gap(Gap gap) {
            return "gap in %s from %s to %s: %s"
                    .formatted(
                            gap.storage(),
                            Figures.time(gap.from()),
                            Figures.time(gap.to()),
                            gap.reason());
        }
    }
}
