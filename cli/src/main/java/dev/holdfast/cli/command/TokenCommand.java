package dev.holdfast.cli.command;

import picocli.CommandLine.Command;

/// The group `holdfast token`.
@Command(
        name = "token",
        description = "Says who may use the console and the API.",
        subcommands = {TokenCreate.class, TokenList.class, TokenRevoke.class})
final class TokenCommand {}
