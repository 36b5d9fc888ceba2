package dev.holdfast.core.metric;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Remembers facts of a database that are expected to stay: the text of each object, by the name of
/// a check. Safe for many threads and processes.
public interface FactStore {

    /// @param texts by object, as they were accepted
    /// @param differentSince when they were first seen to differ; empty while they do not
    record Facts(Map<String, String> texts, Optional<Instant> differentSince) {
        public Facts {
            texts = Map.copyOf(texts);
        }
    }

    /// Empty when nothing was ever accepted.
    Optional<Facts> facts(String database, String check);

    /// From now on these are expected.
    void accept(String database, String check, Map<String, String> texts);

    /// Notes since when they differ; empty: they do not.
    void differ(String database, String check, Optional<Instant> since);

    /// What is found next is accepted, whatever it is.
    void forget(String database, String check);
}
