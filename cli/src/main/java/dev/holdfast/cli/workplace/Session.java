package dev.holdfast.cli.workplace;

import dev.holdfast.core.access.AccessTokens;
import dev.holdfast.core.estate.Estate;
import dev.holdfast.core.journal.Journal;
import dev.holdfast.core.operation.OperationHistory;
import dev.holdfast.core.operation.OperationListener;
import dev.holdfast.core.operation.OperationRunner.Observation;
import dev.holdfast.core.operation.Operations;
import dev.holdfast.practices.backup.BackupCatalogue;
import dev.holdfast.practices.backup.DetachServer;
import dev.holdfast.practices.backup.Detached;
import dev.holdfast.practices.backup.ExpireBackups;
import dev.holdfast.practices.backup.ExpiryPlan;
import dev.holdfast.practices.backup.RestoreBackup;
import dev.holdfast.practices.backup.RestorePreview;
import dev.holdfast.practices.branch.BranchList;
import dev.holdfast.practices.branch.Parent;
import dev.holdfast.practices.branch.ServeBranch;
import dev.holdfast.practices.monitor.Alerts;
import dev.holdfast.practices.monitor.check.ChecksReport;
import dev.holdfast.practices.overview.CheckReport;
import dev.holdfast.practices.overview.StatusReport;
import java.util.Optional;

/// One command's hold on the estate, its operations and its journal. Each part is opened when first
/// asked for; closing closes what was opened.
public interface Session extends AutoCloseable {

    Estate estate();

    Operations operations();

    /// Tells `listener` of every event of [#operations] until the result is closed.
    Observation observe(OperationListener listener);

    BackupCatalogue catalogue();

    /// Reaches everything that the estate declares.
    CheckReport check();

    /// The branches that are open.
    BranchList branchList();

    /// A name that no branch of that deployment has yet.
    String branchName(String label);

    /// Becomes the process of one branch, until it is closed.
    void serve(ServeBranch order, Parent parent) throws InterruptedException;

    StatusReport status();

    /// Problems, silences and routes.
    Alerts alerts();

    /// Asks every check once.
    ///
    /// @param label only this deployment
    ChecksReport checks(Optional<String> label);

    /// What a restore would do; it is refused here when it may not be done.
    RestorePreview preview(RestoreBackup request) throws InterruptedException;

    /// What a detach would remove.
    Detached preview(DetachServer request);

    /// What would expire, and what is in the way.
    ExpiryPlan preview(ExpireBackups request);

    /// The vault's public key, which receipts are checked with; base64.
    String publicKey();

    /// Operations past and present, of any process.
    OperationHistory history();

    Journal journal();

    /// Who may use the console and the API.
    AccessTokens tokens();

    @Override
    void close();
}
