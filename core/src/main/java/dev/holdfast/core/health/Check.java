package dev.holdfast.core.health;

/// One question that is asked again and again.
///
/// @param name its code, such as `connections`: users write it, scripts rely on it
/// @param about what it means, one sentence
/// @param why why the thresholds are what they are
/// @param remedy what to do now
/// @param isServerWide the answer is the same for every database of the server
/// @param query what is run for it, for people; empty when it is no query
public record Check(
        String name,
        String about,
        String why,
        String remedy,
        Limits limits,
        Kind kind,
        boolean isServerWide,
        String query) {

    /// What of a [Reading] is judged.
    public enum Kind {
        /// Its value.
        LEVEL,
        /// By how much its value, a counter, rises a minute.
        RATE,
        /// By how many percent its value fell since the last time.
        DROP,
        /// By how many times what it did since the last time took longer than it used to.
        SLOWDOWN,
        /// Whether its text differs from what it was.
        SAME
    }

    public Check with(Limits others) {
        return new Check(name, about, why, remedy, others, kind, isServerWide, query);
    }
}
