package dev.holdfast.cli.command;

import dev.holdfast.cli.workplace.Place.BareVault;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/// A vault and its key in place of a configuration: what is left on the day when everything else is
/// gone.
final class BareVaultOptions {
    @Option(
            names = "--vault",
            paramLabel = "DIR",
            description = "Work on this vault without a configuration; needs --key.")
    Optional<Path> directory = Optional.empty();

    @Option(names = "--key", paramLabel = "FILE", description = "The vault's key, for --vault.")
    Optional<Path> key = Optional.empty();

    Optional<BareVault> vault() {
        if (directory.isPresent() != key.isPresent()) {
            throw new HoldfastException(
                    ProblemCode.USAGE,
                    "--vault and --key go together",
                    "add " + (key.isPresent() ? "--vault DIR" : "--key FILE"));
        }
        return directory.flatMap(dir -> key.map(file -> new BareVault(dir, file)));
    }
}
