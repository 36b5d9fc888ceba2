package dev.holdfast.practices.backup.rescue;

import dev.holdfast.core.engine.rescue.RowRescue;
import dev.holdfast.core.engine.rescue.RowRescue.TableFile;
import dev.holdfast.core.estate.Deployment;
import dev.holdfast.core.operation.Handler;
import dev.holdfast.core.operation.Progress;
import dev.holdfast.practices.backup.BackupContext;
import dev.holdfast.practices.backup.StoredLog;
import dev.holdfast.practices.backup.moment.LogSearch.Extent;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/// `backup rescue --find`
public final class FindChangesHandler implements Handler<FindChanges, FoundChanges> {
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
        List<TableFile> files = rescue.files(deployment.address(), request.table());
        progress.step("read the log");
        AtomicReference<RowSearch> search = new AtomicReference<>();
        StoredLog.Read read =
                new StoredLog(context)
                        .read(
                                new StoredLog.Wish(
                                        request.database(), request.since(), request.storage()),
                                extent -> {
                                    search.set(begin(extent, files, progress));
                                    return search.get();
                                });
        return new FoundChanges(
                deployment.label(),
                request.table(),
                read.storage(),
                read.extent().from().toString(),
                read.extent().to().toString(),
                search.get().count(),
                search.get().found());
    }

    private static RowSearch begin(Extent extent, List<TableFile> files, Progress progress) {
        progress.expect(extent.to().value() - extent.begin().value(), Progress.Unit.BYTES);
        return new RowSearch(files, extent.from(), progress.done());
    }
}
