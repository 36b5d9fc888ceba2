package dev.holdfast.cli.command;

import picocli.CommandLine.Command;

/// The group `holdfast branch`.
@Command(
        name = "branch",
        description = "Opens any kept moment as a running server.",
        subcommands = {
            BranchOpen.class,
            BranchListCommand.class,
            BranchClose.class,
            BranchServe.class
        })
final class BranchCommand {}
