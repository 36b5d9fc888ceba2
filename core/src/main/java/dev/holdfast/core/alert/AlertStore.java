package dev.holdfast.core.alert;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Keeps alerts, and what is still to be said of them. Everything is durable when a method returns:
/// a notice is lost by no kill and no crash, and a receiver that is away gets it later, at least
/// once. Safe for many threads and processes.
public interface AlertStore {

    List<Alert> open();

    /// Open ones first, then the newest.
    List<Alert> newest(int limit);

    /// Keeps what became of alerts, and what is to be said of it, both or neither.
    void record(List<Alert> alerts, List<Notice> notices);

    /// @param check a name, or `*`
    /// @param database a label, or `*`
    /// @return what was open and not acknowledged
    List<Alert> acknowledge(String check, String database, String by);

    /// What is due on a route, oldest first.
    List<Notice> due(String route, Instant now, int limit);

    void accepted(List<Notice> notices, Instant at);

    void failed(List<Notice> notices, String problem, Instant next);

    /// Since when something waits that a route did not take; empty when nothing does.
    Optional<Instant> waitingSince(String route);

    Silence silence(Silence silence);

    /// Those that have not ended.
    List<Silence> silences(Instant now);

    /// @return whether there was one
    boolean endSilence(long id);

    /// Those with these ids, in any order.
    List<Alert> withIds(List<String> ids);

    /// What is known of the routes.
    RouteStore routes();

    /// Forgets what ended or was accepted before `before`.
    void tidy(Instant before);
}
