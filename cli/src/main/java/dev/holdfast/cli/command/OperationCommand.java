package dev.holdfast.cli.command;

import picocli.CommandLine.Command;

/// The group `holdfast operation`.
@Command(
        name = "operation",
        description = "Shows and cancels what Holdfast is doing or did.",
        subcommands = {OperationList.class, OperationShow.class, OperationCancel.class})
final class OperationCommand {}
