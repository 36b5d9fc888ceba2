package dev.holdfast.cli.command;

import picocli.CommandLine.Command;

/// The group `holdfast wal`.
@Command(
        name = "wal",
        description = "Stores the write-ahead log as it is written.",
        subcommands = {WalStream.class})
final class WalCommand {}
