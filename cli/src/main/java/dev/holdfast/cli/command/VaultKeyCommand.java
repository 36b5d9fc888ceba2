package dev.holdfast.cli.command;

import picocli.CommandLine.Command;

/// The group `holdfast vault key`.
@Command(
        name = "key",
        description = "Says which keys open the vault, and changes that without rewriting data.",
        subcommands = {
            VaultKeyList.class,
            VaultKeyRotate.class,
            VaultKeyAdd.class,
            VaultKeyRemove.class,
        })
final class VaultKeyCommand {}
