package dev.holdfast.practices.backup.retention;

import dev.holdfast.core.engine.Lsn;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/// One snapshot of one server, as one storage holds it.
///
/// @param place where it stands in the server's log
/// @param damaged had bad pages when it was taken, or failed its newest proof in this storage
/// @param protections why it stays whatever the policy says
public record Candidate(
        String id, Instant finished, Place place, boolean damaged, List<Reason> protections) {
    public Candidate {
        protections = List.copyOf(protections);
    }

    /// By time, and by id where that is the same.
    static final Comparator<Candidate> OLDEST_FIRST =
            Comparator.comparing(Candidate::finished).thenComparing(Candidate::id);

    /// Within one system, log positions grow with time, and timelines with each promotion.
    public record Place(String systemIdentifier, int timeline, Lsn lsn) {
        static final Comparator<Place> IN_LOG =
                Comparator.comparingInt(Place::timeline)
                        .thenComparing(Place::lsn, Comparator.naturalOrder());
    }
}
