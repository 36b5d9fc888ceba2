package dev.holdfast.cli.workplace;

import java.nio.file.Path;
import java.util.Optional;

/// Where the configuration and the state of a command are.
///
/// @param configuration the file that declares the estate
/// @param state the directory for journal, operations and log
/// @param bareVault a vault and its key, given instead of a configuration
public record Place(Path configuration, Path state, Optional<BareVault> bareVault) {

    /// A vault on this machine, for a restore where there is nothing else yet.
    public record BareVault(Path directory, Path key) {}

    /// What went wrong, with stack traces and without secrets.
    public Path log() {
        return state.resolve("holdfast.log");
    }
}
