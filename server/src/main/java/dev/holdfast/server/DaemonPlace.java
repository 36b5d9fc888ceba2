package dev.holdfast.server;

import java.nio.file.Path;

/// Where a daemon reads and keeps.
///
/// @param configuration read anew when it changes
/// @param state one daemon at most works on a state directory
public record DaemonPlace(Path configuration, Path state) {}
