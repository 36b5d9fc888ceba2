package dev.holdfast.cli.command;

import picocli.CommandLine.Command;

/// The group `holdfast backup`.
@Command(
        name = "backup",
        description = "Takes snapshots, proves them and puts them back.",
        subcommands = {
            BackupRun.class,
            BackupListCommand.class,
            BackupShow.class,
            BackupProve.class,
            BackupVerifyReceipt.class,
            BackupRestore.class,
            BackupRescue.class,
            BackupExpire.class,
            BackupPin.class,
            BackupUnpin.class
        })
final class BackupCommand {}
