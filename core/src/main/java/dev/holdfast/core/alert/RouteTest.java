package dev.holdfast.core.alert;

import java.time.Instant;
import java.util.Optional;

/// The last test of one route.
///
/// @param isAccepted the receiver's protocol took it
/// @param problem why not; empty when it did
/// @param received when a person last followed a link that came on this route
public record RouteTest(
        String route, Instant at, boolean isAccepted, String problem, Optional<Instant> received) {

    /// How far it came: `failed`, `accepted` by the receiver's protocol, or `received` by a person.
    public String state() {
        if (!isAccepted) {
            return "failed";
        }
        return received.filter(it -> !it.isBefore(at)).isPresent() ? "received" : "accepted";
    }
}
