package dev.holdfast.core.health;

import java.util.List;

/// What came of asking one check.
public sealed interface Examination {

    /// @param readings none: there is nothing of the kind, and all is well
    record Read(List<Reading> readings) implements Examination {
        public Read {
            readings = List.copyOf(readings);
        }
    }

    /// It could not be judged.
    ///
    /// @param hint what to type so that it can
    record Unjudged(String reason, String hint) implements Examination {}

    /// It has no meaning on this server, such as replication on a server without standbys.
    record NotApplicable() implements Examination {}
}
