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
            paramLabel = "PLACE",
            description =
                    "Work on this vault without a configuration: a directory, s3://BUCKET/PREFIX,"
                            + " or sftp://USER@HOST/PATH; needs --key.")
    Optional<String> place = Optional.empty();

    @Option(names = "--key", paramLabel = "FILE", description = "The vault's key, for --vault.")
    Optional<Path> key = Optional.empty();

    Optional<BareVault> vault() {
        if (place.isPresent() != key.isPresent()) {
            throw new HoldfastException(
                    ProblemCode.USAGE,
                    "--vault and --key go together",
                    "add " + (key.isPresent() ? "--vault PLACE" : "--key FILE"));
        }
        return place.flatMap(at -> key.map(file -> new BareVault(at, file)));
    }
}
