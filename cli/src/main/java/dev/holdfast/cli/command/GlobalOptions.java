package dev.holdfast.cli.command;

import dev.holdfast.cli.workplace.Place;
import dev.holdfast.cli.workplace.Place.BareVault;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// The options that every command takes, with their defaults applied.
///
/// @param yes what would be asked is answered with yes
/// @param quiet no progress and no notes
public record GlobalOptions(
        Path configuration, Path state, boolean json, boolean noColor, boolean quiet, boolean yes) {

    /// `--config`, else `$HOLDFAST_CONFIG`, else `holdfast.yaml` here; the state lies beside it.
    static GlobalOptions of(HoldfastCommand typed, Map<String, String> environment) {
        Path configuration =
                typed.config
                        .or(() -> fromEnvironment(environment))
                        .orElseGet(() -> Path.of("holdfast.yaml"));
        Path beside = configuration.resolveSibling(".holdfast");
        return new GlobalOptions(
                configuration,
                typed.state.orElse(beside),
                typed.json,
                typed.noColor,
                typed.quiet,
                typed.yes);
    }

    public Place place(Optional<BareVault> bareVault) {
        return new Place(configuration, state, bareVault);
    }

    private static Optional<Path> fromEnvironment(Map<String, String> environment) {
        return Optional.ofNullable(environment.get("HOLDFAST_CONFIG"))
                .filter(text -> !text.isBlank())
                .map(Path::of);
    }
}
