package dev.holdfast.cli.command;

import picocli.CommandLine.Command;

/// The group `holdfast vault`.
@Command(
        name = "vault",
        description = "Makes, checks and mends the vault that snapshots are kept in.",
        subcommands = {
            VaultInit.class,
            VaultCheck.class,
            VaultSync.class,
            VaultHeal.class,
            VaultKeyCommand.class
        })
final class VaultCommand {}
