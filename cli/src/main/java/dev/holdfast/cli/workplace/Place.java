package dev.holdfast.cli.workplace;

import java.nio.file.Path;
import java.util.Optional;

/// Where the configuration and the state of a command are.
///
/// @param configuration the file that declares the estate
/// @param state the directory for journal, operations and log
/// @param bareVault a vault and its key, given instead of a configuration
public record Place(Path configuration, Path state, Optional<BareVault> bareVault) {

    /// A vault and its key, for a restore where there is nothing else yet.
    ///
    /// @param place a directory, or the address of a bucket or of a directory on another host
    public record BareVault(String place, Path key) {}

    /// What went wrong, with stack traces and without secrets.
    public Path log() {
        return state.resolve("holdfast.log");
    }
}
