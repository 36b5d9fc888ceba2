package dev.holdfast.app;

import dev.holdfast.core.engine.rescue.RowRescue;
import dev.holdfast.core.journal.Journal;
import dev.holdfast.core.operation.OperationRunner;
import dev.holdfast.practices.backup.AddVaultKey;
import dev.holdfast.practices.backup.AddVaultKeyHandler;
import dev.holdfast.practices.backup.BackupContext;
import dev.holdfast.practices.backup.CheckVault;
import dev.holdfast.practices.backup.CheckVaultHandler;
import dev.holdfast.practices.backup.DetachServer;
import dev.holdfast.practices.backup.DetachServerHandler;
import dev.holdfast.practices.backup.ExpireBackups;
import dev.holdfast.practices.backup.ExpireBackupsHandler;
import dev.holdfast.practices.backup.HealVault;
import dev.holdfast.practices.backup.HealVaultHandler;
import dev.holdfast.practices.backup.InitVault;
import dev.holdfast.practices.backup.InitVaultHandler;
import dev.holdfast.practices.backup.ListVaultKeys;
import dev.holdfast.practices.backup.ListVaultKeysHandler;
import dev.holdfast.practices.backup.MarkHandlers;
import dev.holdfast.practices.backup.PinBackup;
import dev.holdfast.practices.backup.ProveBackup;
import dev.holdfast.practices.backup.ProveBackupHandler;
import dev.holdfast.practices.backup.ProveDue;
import dev.holdfast.practices.backup.ProveDueHandler;
import dev.holdfast.practices.backup.RemoveVaultKey;
import dev.holdfast.practices.backup.RemoveVaultKeyHandler;
import dev.holdfast.practices.backup.RestoreBackup;
import dev.holdfast.practices.backup.RestoreBackupHandler;
import dev.holdfast.practices.backup.RotateVaultKey;
import dev.holdfast.practices.backup.RotateVaultKeyHandler;
import dev.holdfast.practices.backup.RunBackup;
import dev.holdfast.practices.backup.RunBackupHandler;
import dev.holdfast.practices.backup.StreamWal;
import dev.holdfast.practices.backup.StreamWalHandler;
import dev.holdfast.practices.backup.SyncVault;
import dev.holdfast.practices.backup.SyncVaultHandler;
import dev.holdfast.practices.backup.UndoExpiry;
import dev.holdfast.practices.backup.UnpinBackup;
import dev.holdfast.practices.backup.rescue.ApplyRepair;
import dev.holdfast.practices.backup.rescue.ApplyRepairHandler;
import dev.holdfast.practices.backup.rescue.FindChanges;
import dev.holdfast.practices.backup.rescue.FindChangesHandler;
import dev.holdfast.practices.backup.rescue.RescueRows;
import dev.holdfast.practices.backup.rescue.RescueRowsHandler;
import dev.holdfast.practices.branch.BranchStarter;
import dev.holdfast.practices.branch.Branches;
import dev.holdfast.practices.branch.CloseBranch;
import dev.holdfast.practices.branch.CloseBranchHandler;
import dev.holdfast.practices.branch.OpenBranch;
import dev.holdfast.practices.branch.OpenBranchHandler;

/// Who carries out which request.
record Handlers(BackupContext context, Journal journal) {

    void registerBackups(OperationRunner runner, ExpireBackupsHandler expiry) {
        MarkHandlers marks = new MarkHandlers(context);
        runner.register(RunBackup.class, new RunBackupHandler(context));
        runner.register(ProveBackup.class, new ProveBackupHandler(context));
        runner.register(ProveDue.class, new ProveDueHandler(context));
        runner.register(RestoreBackup.class, new RestoreBackupHandler(context));
        runner.register(StreamWal.class, new StreamWalHandler(context));
        runner.register(DetachServer.class, new DetachServerHandler(context));
        runner.register(ExpireBackups.class, expiry);
        runner.register(UndoExpiry.class, marks.undoExpiry());
        runner.register(PinBackup.class, marks.pin());
        runner.register(UnpinBackup.class, marks.unpin());
    }

    void registerVaults(OperationRunner runner) {
        runner.register(InitVault.class, new InitVaultHandler(context, journal));
        runner.register(CheckVault.class, new CheckVaultHandler(context));
        runner.register(SyncVault.class, new SyncVaultHandler(context));
        runner.register(HealVault.class, new HealVaultHandler(context, journal));
        runner.register(ListVaultKeys.class, new ListVaultKeysHandler(context));
        runner.register(AddVaultKey.class, new AddVaultKeyHandler(context));
        runner.register(RemoveVaultKey.class, new RemoveVaultKeyHandler(context));
        runner.register(RotateVaultKey.class, new RotateVaultKeyHandler(context));
    }

    void registerRescues(OperationRunner runner, RowRescue rescue) {
        runner.register(RescueRows.class, new RescueRowsHandler(context, rescue));
        runner.register(ApplyRepair.class, new ApplyRepairHandler(context, rescue));
        runner.register(FindChanges.class, new FindChangesHandler(context, rescue));
    }

    void registerBranches(OperationRunner runner, Branches branches, BranchStarter starter) {
        runner.register(
                OpenBranch.class,
                new OpenBranchHandler(context.estate(), branches, starter, context.clock()));
        runner.register(CloseBranch.class, new CloseBranchHandler(branches));
    }
}
