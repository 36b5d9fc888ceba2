package dev.holdfast.core.estate;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/// Where proofs and branches put their files.
///
/// @param binaries a directory of server binaries to prefer, by default the usual places
/// @param limitBytes how much they may take together
public record Scratch(Path directory, OptionalLong limitBytes, Optional<Path> binaries) {}
