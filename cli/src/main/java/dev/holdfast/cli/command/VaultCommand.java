package dev.holdfast.cli.command;

import picocli.CommandLine.Command;

/// The group `holdfast vault`.
@Command(
        name = "vault",
        description = "Makes and checks the vault that snapshots are kept in.",
        subcommands = {VaultInit.class, VaultCheck.class})
final class VaultCommand {}
