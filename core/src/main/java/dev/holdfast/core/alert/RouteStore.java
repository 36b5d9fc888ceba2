package dev.holdfast.core.alert;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Keeps what is known of the routes: whether their receivers took a test, and whether a person got
/// what was sent. Everything is durable when a method returns. Safe for many threads and processes.
public interface RouteStore {

    /// Takes the place of the route's former test.
    void tested(RouteTest test);

    List<RouteTest> tests();

    /// When a person last followed a link that came on that route.
    Optional<Instant> receivedAt(String route);

    void add(AlertLink link);

    /// The message was not sent.
    void remove(AlertLink link);

    Optional<AlertLink> link(String hash);

    /// A person followed it: the route leads to somebody, and its alerts are acknowledged.
    ///
    /// @return false when it was followed before
    boolean received(AlertLink link, String by, Instant at);
}
