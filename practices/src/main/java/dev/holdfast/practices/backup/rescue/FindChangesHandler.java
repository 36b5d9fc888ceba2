package dev.holdfast.practices.backup.rescue;

import dev.holdfast.core.engine.WalVisitor;
import dev.holdfast.core.engine.rescue.RowRescue;
import dev.holdfast.core.engine.rescue.RowRescue.StoredRow;
import dev.holdfast.core.engine.rescue.RowRescue.TableFiles;
import dev.holdfast.core.estate.Deployment;
import dev.holdfast.core.operation.Handler;
import dev.holdfast.core.operation.Progress;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.practices.backup.BackupContext;
import dev.holdfast.practices.backup.StoredLog;
import dev.holdfast.practices.backup.moment.LogSearch.Extent;
import dev.holdfast.practices.backup.rescue.DropSearch.Drop;
import dev.holdfast.practices.backup.rescue.FoundChanges.Found;
import dev.holdfast.practices.branch.MomentFinder;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// `backup rescue --find`: what was done to the table's rows; or, when the server has no such table
/// any more, what dropped it.
public final class FindChangesHandler implements Handler<FindChanges, FoundChanges> {
    /// Some 20 MB while they are followed.
    private static final int MOST_ROWS = 100_000;

    private final BackupContext context;
    private final RowRescue rescue;

    public FindChangesHandler(BackupContext context, RowRescue rescue) {
        this.context = context;
        this.rescue = rescue;
    }

    @Override
    public FoundChanges run(FindChanges request, Progress progress) throws InterruptedException {
        Deployment deployment = context.estate().deployment(request.database());
        progress.step("ask where the table lies");
        TableFiles files = rescue.files(deployment.address(), request.table());
        return files.isThere()
                ? changes(request, files, progress)
                : drop(request, files.database(), progress);
    }

    private FoundChanges changes(FindChanges request, TableFiles files, Progress progress)
            throws InterruptedException {
        AtomicReference<Optional<Integer>> chosen = new AtomicReference<>(Optional.empty());
        Searched<RowSearch> log =
                search(
                        request,
                        progress,
                        extent -> {
                            if (!request.where().isGiven()) {
                                return new RowSearch(
                                        files,
                                        new SoughtRows.All(files),
                                        extent.from(),
                                        progress.done());
                            }
                            Choice choice = choose(request, extent, progress);
                            chosen.set(Optional.of(choice.rows().size()));
                            return new RowSearch(
                                    files.and(choice.files()),
                                    new ChosenRows(files.database(), choice.rows()),
                                    extent.from(),
                                    progress.done());
                        });
        return found(
                request, log.read(), chosen.get(), log.visitor().count(), log.visitor().found());
    }

    /// @param files where the table lay then
    private record Choice(TableFiles files, List<StoredRow> rows) {}

    /// Asks a branch at the beginning of what will be read.
    private Choice choose(FindChanges request, Extent extent, Progress progress)
            throws InterruptedException {
        String begin = request.since().orElse("snapshot:" + extent.snapshot());
        MomentFinder.Wish wish =
                new MomentFinder.Wish(request.database(), begin, request.storage());
        try (PastServer past = PastServer.open(context, wish, progress)) {
            progress.step("choose rows");
            List<StoredRow> rows =
                    rescue.rows(
                            past.address(),
                            request.table(),
                            request.where().sql(rescue).orElseThrow(),
                            MOST_ROWS);
            Choice choice = new Choice(rescue.files(past.address(), request.table()), rows);
            past.requireSound();
            progress.step("follow them through the log");
            return choice;
        }
    }

    private FoundChanges drop(FindChanges request, long database, Progress progress)
            throws InterruptedException {
        Searched<DropSearch> log =
                search(
                        request,
                        progress,
                        extent -> new DropSearch(database, extent.from(), progress.done()));
        progress.step("look which transaction dropped the table");
        String storage = log.read().storage();
        Drop drop =
                new DropFinder(
                                log.visitor().drops(),
                                moment -> filesAt(request, moment, storage, progress))
                        .find()
                        .orElseThrow(() -> unknown(request, log.read()));
        Found found =
                new Found(
                        drop.xid(),
                        drop.time(),
                        drop.lsn().toString(),
                        0,
                        0,
                        false,
                        true,
                        drop.before());
        return found(request, log.read(), Optional.empty(), 1, List.of(found));
    }

    private TableFiles filesAt(
            FindChanges request, String moment, String storage, Progress progress)
            throws InterruptedException {
        MomentFinder.Wish wish =
                new MomentFinder.Wish(request.database(), moment, Optional.of(storage));
        try (PastServer past = PastServer.open(context, wish, progress)) {
            TableFiles files = rescue.files(past.address(), request.table());
            past.requireSound();
            return files;
        }
    }

    private static HoldfastException unknown(FindChanges request, StoredLog.Read read) {
        return new HoldfastException(
                ProblemCode.TABLE_UNKNOWN,
                "%s has no table %s, and none was dropped from %s to %s"
                        .formatted(
                                request.database(),
                                request.table(),
                                read.extent().from(),
                                read.extent().to()),
                "see how it is written: psql -c '\\dt *.*'; what was dropped before that is in a"
                        + " snapshot: holdfast backup list "
                        + request.database());
    }

    private record Searched<V>(V visitor, StoredLog.Read read) {}

    private interface Search<V> {
        V begin(Extent extent) throws InterruptedException;
    }

    private <V extends WalVisitor> Searched<V> search(
            FindChanges request, Progress progress, Search<V> search) throws InterruptedException {
        progress.step("read the log");
        AtomicReference<V> visitor = new AtomicReference<>();
        StoredLog.Read read =
                new StoredLog(context)
                        .read(
                                new StoredLog.Wish(
                                        request.database(), request.since(), request.storage()),
                                extent -> {
                                    visitor.set(search.begin(extent));
                                    progress.expect(
                                            extent.to().value() - extent.begin().value(),
                                            Progress.Unit.BYTES);
                                    return visitor.get();
                                });
        return new Searched<>(visitor.get(), read);
    }

    private FoundChanges found(
            FindChanges request,
            StoredLog.Read read,
            Optional<Integer> chosen,
            long count,
            List<Found> transactions) {
        return new FoundChanges(
                context.estate().deployment(request.database()).label(),
                request.table(),
                read.storage(),
                read.extent().from().toString(),
                read.extent().to().toString(),
                chosen,
                count,
                transactions);
    }
}
