package dev.holdfast.core.alert;

import java.time.Instant;
import java.util.Optional;

/// The last test of one route.
///
/// @param isAccepted the receiver's protocol took it
/// @param problem why not; empty when it did
/// @param token stands in the link that a person follows
/// @param received when a person did
public record RouteTest(
        String route,
        Instant at,
        boolean isAccepted,
        String problem,
        String token,
        Optional<Instant> received) {}
