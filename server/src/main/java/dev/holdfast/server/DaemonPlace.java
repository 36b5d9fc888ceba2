package dev.holdfast.server;

import dev.holdfast.server.http.Listening;
import java.nio.file.Path;
import java.util.Optional;

/// Where a daemon reads and keeps.
///
/// @param configuration read anew when it changes
/// @param state one daemon at most works on a state directory
/// @param listening where the API and the console are served; empty for nowhere
public record DaemonPlace(Path configuration, Path state, Optional<Listening> listening) {}
