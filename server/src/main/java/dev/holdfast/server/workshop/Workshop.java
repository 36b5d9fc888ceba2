package dev.holdfast.server.workshop;

import dev.holdfast.core.access.AccessTokens;
import dev.holdfast.core.estate.Estate;
import dev.holdfast.core.journal.Journal;
import dev.holdfast.core.metric.MetricStore;
import dev.holdfast.core.operation.OperationHistory;
import dev.holdfast.core.operation.OperationRunner;
import dev.holdfast.practices.backup.BackupCatalogue;
import dev.holdfast.practices.backup.BackupList;
import dev.holdfast.practices.branch.Branches;
import dev.holdfast.practices.monitor.Alerts;
import dev.holdfast.practices.monitor.check.ChecksReport;
import dev.holdfast.practices.monitor.watch.Watch;
import dev.holdfast.practices.overview.CheckReport;
import dev.holdfast.practices.overview.StatusReport;
import java.nio.file.Path;
import java.util.function.Consumer;

/// An estate as it was read once, with what carries out its operations and answers questions about
/// it. Safe for many threads.
public interface Workshop extends AutoCloseable {

    Estate estate();

    OperationRunner operations();

    OperationHistory history();

    Journal journal();

    /// Who may use the API.
    AccessTokens tokens();

    BackupCatalogue catalogue();

    /// What follows from all backups, as `holdfast status` says it.
    StatusReport status(BackupList backups);

    /// Moments as running servers.
    Branches branches();

    /// Where this machine keeps what is Holdfast's own.
    Path state();

    /// Reaches every server and every storage: takes its time.
    CheckReport check();

    /// Asks every server what its checks ask: takes its time.
    ChecksReport checks();

    /// What was measured.
    MetricStore metrics();

    /// Problems that people were told of.
    Alerts alerts();

    /// Begins to watch what it declares; the caller ends it.
    ///
    /// @param say takes each line for whoever runs it
    Watch watch(Consumer<String> say);

    @Override
    void close();
}
