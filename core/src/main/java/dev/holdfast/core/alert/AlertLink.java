package dev.holdfast.core.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A link in one message: whoever follows it says that they got the message and look after what it
/// tells. It needs no login, so what it can do is only that.
///
/// @param hash of the random token in it, which is kept nowhere
/// @param route on which the message went
/// @param alerts the ids of what it told; none for a test
/// @param received when it was followed
public record AlertLink(
        String hash,
        String route,
        List<String> alerts,
        Instant created,
        Optional<Instant> received) {
    /// An older one is no longer answered.
    public static final Duration LIFETIME = Duration.ofDays(30);

    public AlertLink {
        alerts = List.copyOf(alerts);
    }

    public boolean holdsAt(Instant now) {
        return created.plus(LIFETIME).isAfter(now);
    }
}
