package dev.holdfast.practices.backup;

import dev.holdfast.core.estate.BackupPolicy;
import dev.holdfast.core.estate.Deployment;

/// What one [SnapshotRun] is to do.
record SnapshotOrder(
        RunBackup request,
        Deployment deployment,
        BackupPolicy policy,
        VaultCopies copies,
        BackupContext context) {}
