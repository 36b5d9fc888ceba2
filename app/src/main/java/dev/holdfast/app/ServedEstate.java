package dev.holdfast.app;

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
import dev.holdfast.server.workshop.Workshop;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/// One reading of the estate, as the daemon works with it.
///
/// @param state where it is watched from
record ServedEstate(OpenSession session, Path state) implements Workshop {

    @Override
    public Estate estate() {
        return session.estate();
    }

    @Override
    public OperationRunner operations() {
        return session.runner();
    }

    @Override
    public OperationHistory history() {
        return session.history();
    }

    @Override
    public Journal journal() {
        return session.journal();
    }

    @Override
    public AccessTokens tokens() {
        return session.tokens();
    }

    @Override
    public BackupCatalogue catalogue() {
        return session.catalogue();
    }

    @Override
    public StatusReport status(BackupList backups) {
        return session.status(backups);
    }

    @Override
    public Branches branches() {
        return session.branches();
    }

    @Override
    public CheckReport check() {
        return session.check();
    }

    @Override
    public ChecksReport checks() {
        return session.checks(Optional.empty());
    }

    @Override
    public MetricStore metrics() {
        return session.monitoring().metrics();
    }

    @Override
    public Alerts alerts() {
        return session.alerts();
    }

    @Override
    public Watch watch(Consumer<String> say) {
        return Watch.start(session.monitoring(), state, say);
    }

    @Override
    public void close() {
        session.close();
    }
}
