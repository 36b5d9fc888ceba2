package dev.holdfast.cli.command;

import dev.holdfast.cli.terminal.Figures;
import dev.holdfast.cli.terminal.Style;
import dev.holdfast.core.problem.ExitCode;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.practices.backup.ExpireBackups;
import dev.holdfast.practices.backup.ExpiryPlan;
import dev.holdfast.practices.backup.ExpiryPlan.ServerPlan;
import dev.holdfast.practices.backup.ExpiryReport;
import dev.holdfast.practices.backup.ExpiryReport.StorageCollection;
import dev.holdfast.practices.backup.PinResult;
import dev.holdfast.practices.backup.UndoExpiry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `holdfast backup expire`
@Command(
        name = "expire",
        description = "Lets snapshots go that keep: does not name, and frees their room.",
        footer = {
            "",
            "Shows each decision and asks. What expires is not listed any more; it comes back",
            "with --undo for 23 hours, and is deleted by the first run after 24.",
            "",
            "Example:",
            "  holdfast backup expire --dry-run",
            "  holdfast backup expire shop --yes --yes-i-mean shop@production",
            "  holdfast backup expire --undo 20261122-094512-3f2a",
            "",
            "Exit codes: 0 done; 1 something was in the way, and is named; 2 wrong usage;",
            "  3 configuration; 4 unreachable; 5 refused, or nobody could be asked.",
        })
final class BackupExpire implements Action {
    @Parameters(
            arity = "0..1",
            paramLabel = "DATABASE",
            description = "Only of this one; default: all.")
    Optional<String> database = Optional.empty();

    @Option(names = "--dry-run", description = "Show what would expire, and do nothing.")
    boolean dryRun;

    @Option(
            names = "--at-most",
            paramLabel = "N",
            description = {
                "How many snapshots of one database may expire;",
                "default: a quarter of them, at least 10.",
            })
    Optional<Integer> atMost = Optional.empty();

    @Option(
            names = "--yes-i-mean",
            paramLabel = "DATABASE",
            description = "In full: lets snapshots of a protected environment go.")
    List<String> meant = List.of();

    @Option(names = "--undo", paramLabel = "ID", description = "Bring this snapshot back.")
    Optional<String> undo = Optional.empty();

    @Override
    public Answer run(Invocation invocation) throws InterruptedException {
        atMost.filter(number -> number < 0)
                .ifPresent(number -> {
                    throw new HoldfastException(
                            ProblemCode.USAGE,
                            "--at-most %d is less than nothing".formatted(number),
                            "give the number of snapshots that may expire, such as --at-most 40");
                });
        if (undo.isPresent()) {
            PinResult result = invocation.carryOut(new UndoExpiry(undo.get()));
            return BackupPin.answer(result, "is listed again", invocation.style());
        }
        Optional<String> label = database.map(invocation::label);
        ExpiryPlan plan =
                invocation.session().preview(new ExpireBackups(label, atMost, Optional.empty()));
        List<String> expiring = plan.expiring();
        if (dryRun) {
            List<String> lines =
                    new ExpiryLines(invocation.clock().instant(), invocation.style()).of(plan);
            return new Answer(plan, lines, plan.isWell() ? ExitCode.DONE : ExitCode.NOT_WELL);
        }
        if (!expiring.isEmpty()) {
            confirm(plan, invocation);
        }
        ExpiryReport report =
                invocation.carryOut(new ExpireBackups(label, atMost, Optional.of(expiring)));
        return Answer.of(report, lines(report, invocation.style()), report.concerns().isEmpty());
    }

    private void confirm(ExpiryPlan plan, Invocation invocation) throws InterruptedException {
        List<String> lines =
                new ExpiryLines(invocation.clock().instant(), invocation.errorStyle()).of(plan);
        for (ServerPlan server : plan.servers()) {
            boolean needsName = server.isProtected() && !server.expiring().isEmpty();
            if (needsName && !meant.contains(server.server())) {
                invocation.confirmByName(lines, server.server());
            }
        }
        invocation.confirm(lines, "let %d snapshots expire".formatted(plan.expiring().size()));
    }

    private static List<String> lines(ExpiryReport report, Style style) {
        List<String> lines = new ArrayList<>();
        lines.add(
                report.expired().isEmpty()
                        ? "nothing expires"
                        : style.good("expired") + " " + expired(report));
        for (StorageCollection storage : report.storages()) {
            lines.add("  " + storage.name() + ": " + collected(storage));
            if (storage.thinned() > 0) {
                lines.add("  " + storage.name() + ": " + thinned(storage));
            }
            if (!storage.problem().isEmpty()) {
                lines.add(style.bad("! ") + storage.problem());
                lines.add("  hint: " + storage.hint());
            }
        }
        lines.addAll(ExpiryLines.obstacles(report.plan(), style));
        return lines;
    }

    private static String expired(ExpiryReport report) {
        List<String> ids =
                report.expired().stream().map(ExpiryReport.Expired::snapshot).distinct().toList();
        return "%d snapshots; for 23 hours: holdfast backup expire --undo %s"
                .formatted(ids.size(), ids.size() == 1 ? ids.getFirst() : "ID");
    }

    private static String thinned(StorageCollection storage) {
        return "kept what is used of %s packs; that frees %s in two days"
                .formatted(Figures.count(storage.thinned()), Figures.size(storage.thinnedBytes()));
    }

    private static String collected(StorageCollection storage) {
        return "deleted %d snapshots, %s objects, %s; waiting: %s objects, %s"
                .formatted(
                        storage.deleted().size(),
                        Figures.count(storage.objects()),
                        Figures.size(storage.bytes()),
                        Figures.count(storage.waiting()),
                        Figures.size(storage.waitingBytes()));
    }
}
