package dev.holdfast.practices.backup;

import dev.holdfast.core.engine.PhysicalSource;
import dev.holdfast.core.engine.Server;
import dev.holdfast.core.engine.ServerFacts;
import dev.holdfast.core.engine.SnapshotSettings;
import dev.holdfast.core.engine.SourceFile;
import dev.holdfast.core.engine.SourceTree;
import dev.holdfast.core.estate.BackupPolicy;
import dev.holdfast.core.operation.Progress;
import dev.holdfast.core.operation.Workers;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.practices.backup.PageWorker.Watch;
import dev.holdfast.vault.Lane;
import dev.holdfast.vault.Manifest;
import dev.holdfast.vault.SnapshotWriter;
import dev.holdfast.vault.WriterSettings;
import java.time.Instant;
import java.util.Locale;

/// One snapshot of one server: begin, plan, read while WAL arrives, end, commit.
///
/// The order is what makes it right. WAL is received from before the start. The inventory is taken
/// after the start. The control file is read last, after the stop. The manifest is written when
/// everything else is durable.
final class SnapshotRun {
    private static final String CONTROL_FILE = "global/pg_control";

    private final SnapshotOrder order;
    private final Server server;
    private final ServerFacts facts;
    private final Progress progress;
    private final Instant started;
    private boolean storagesLeft = true;

    SnapshotRun(SnapshotOrder order, Server server, Progress progress) {
        this.order = order;
        this.server = server;
        this.facts = server.facts();
        this.progress = progress;
        this.started = order.context().clock().instant();
    }

    /// A former snapshot that is damaged or cannot be reached must not stand in the way of a new
    /// one: it is read from each copy in turn, and when none can be read, everything is read anew.
    BackupResult run() throws InterruptedException {
        FormerSnapshots formers = new FormerSnapshots(order.copies());
        Base base = base(formers);
        while (true) {
            try {
                return run(base);
            } catch (HoldfastException e) {
                if (!(base instanceof Base.Former) || !isUnreadable(e)) {
                    throw e;
                }
                progress.note("the former snapshot cannot be read: " + e.problem().message());
                base = formers.insteadOfUnreadable(e);
            }
        }
    }

    private BackupResult run(Base base) throws InterruptedException {
        storagesLeft = true;
        progress.step("start the backup on the server");
        try (PhysicalSource source = server.beginSnapshot(settings());
                SnapshotWriter writer = writer(base)) {
            try {
                return take(source, writer, base);
            } finally {
                storagesLeft = writer.hasStorageLeft();
            }
        }
    }

    private Base base(FormerSnapshots formers) {
        if (!order.request().acceptNewServer()) {
            formers.requireSameServer(order.deployment().label(), facts);
        }
        return order.request().full()
                ? new Base.Nothing("--full was given")
                : formers.newest(facts);
    }

    /// When no storage takes anything any more, that is what failed.
    private boolean isUnreadable(HoldfastException e) {
        return storagesLeft && FormerSnapshots.mayBeUnreadable(e);
    }

    private SnapshotSettings settings() {
        BackupPolicy policy = order.policy();
        return new SnapshotSettings(
                "holdfast " + order.deployment().label(),
                policy.fastCheckpoint(),
                policy.directRead());
    }

    private SnapshotWriter writer(Base base) {
        return SnapshotWriter.begin(
                order.copies().vaults(),
                base.snapshot(),
                WriterSettings.of(facts, order.context().random(), order.context().clock()));
    }

    private BackupResult take(PhysicalSource source, SnapshotWriter writer, Base base)
            throws InterruptedException {
        PhysicalSource.Start start = source.start();
        try (WalReceipt wal = WalReceipt.begin(source, writer.wal(start.timeline()))) {
            progress.step("list files");
            SourceTree tree = source.files();
            ReadChoice choice = choose(source, tree, base);
            FileTally tally = read(source, writer, choice.plan(), wal);
            wal.requireWell();
            progress.step("end the backup on the server");
            PhysicalSource.Stop stop = source.stop();
            progress.step("receive WAL up to the end");
            wal.await();
            addControlFile(writer, source.readControlFile());
            progress.step("write the manifest");
            Manifest.Draft draft = draft(source, stop, new Taken(tree, choice, tally, base));
            return new BackupReport(order).of(writer.commit(draft));
        }
    }

    private ReadChoice choose(PhysicalSource source, SourceTree tree, Base base)
            throws InterruptedException {
        progress.note("reading " + source.start().reading());
        BackupContext context = order.context();
        LogChangeFinder log =
                new LogChangeFinder(
                        context.engine(), order.copies().vaults(), context.clock(), progress);
        ReadChoice choice = ReadChoice.make(source, tree.files(), base, facts, log);
        progress.note(
                "%s: %s".formatted(choice.mode().name().toLowerCase(Locale.ROOT), choice.reason()));
        if (!choice.remedy().isEmpty()) {
            progress.note("to make it incremental: " + choice.remedy());
        }
        return choice;
    }

    private FileTally read(
            PhysicalSource source, SnapshotWriter writer, ReadPlan plan, WalReceipt wal)
            throws InterruptedException {
        progress.step("read pages");
        progress.expect(plan.sizeBytes(), Progress.Unit.BYTES);
        Watch watch = new Watch(progress.done(), wal);
        FileTally tally = new FileTally(writer, plan);
        tally.settleUnread(plan);
        Workers.run(
                "read",
                order.policy().workers(),
                plan.tasks(),
                () -> new PageWorker(source, writer.lane(), tally, watch));
        tally.damages()
                .forEach(page ->
                        progress.note(
                                "damaged on the server: %s page %d"
                                        .formatted(page.file(), page.page())));
        return tally;
    }

    private static void addControlFile(SnapshotWriter writer, byte[] content)
            throws InterruptedException {
        SourceFile file = new SourceFile(CONTROL_FILE, content.length, SourceFile.Kind.PLAIN);
        Lane lane = writer.lane();
        lane.append(file, 0, content, 0, content.length);
        lane.cut();
        writer.finished(file, content.length);
    }

    private record Taken(SourceTree tree, ReadChoice choice, FileTally tally, Base base) {}

    private Manifest.Draft draft(PhysicalSource source, PhysicalSource.Stop stop, Taken taken) {
        return new Manifest.Draft(
                order.deployment().label(),
                order.context().estate().name(),
                started,
                order.context().clock().instant(),
                taken.choice().mode(),
                taken.choice().reason(),
                facts,
                source.start(),
                stop,
                taken.base().snapshot().map(former -> former.manifest().id()),
                order.policy().workers(),
                taken.tree().directories(),
                taken.tally().damages(),
                taken.choice().plan().sizeBytes(),
                order.context().tool());
    }
}
