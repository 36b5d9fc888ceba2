package dev.holdfast.core.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which timelines one came from, and where each was left: the history file that a server writes
/// when it is promoted. Lines are `timeline <tab> LSN <tab> reason`; comments begin with `#`.
///
/// @param timeline the one that this is the history of
/// @param forks oldest first
public record TimelineHistory(int timeline, List<Fork> forks) {

    /// @param at where `timeline` was left for the next one
    public record Fork(int timeline, Lsn at) {}

    /// A part of the way to a timeline.
    ///
    /// @param from where it was entered
    /// @param to where it was left; the largest LSN for the last one
    public record Leg(int timeline, Lsn from, Lsn to) {
        /// Whether the log at `lsn` is this timeline's.
        public boolean holds(Lsn lsn) {
            return !lsn.isBefore(from) && lsn.isBefore(to);
        }
    }

    private static final Lsn NEVER = new Lsn(-1);

    public TimelineHistory {
        forks = List.copyOf(forks);
    }

    /// @param text of the file; empty for the first timeline
    /// @throws IllegalArgumentException when it is not one
    public static TimelineHistory parse(int timeline, String text) {
        List<Fork> forks = new ArrayList<>();
        for (String line : text.lines().map(String::strip).toList()) {
            if (!line.isEmpty() && !line.startsWith("#")) {
                String[] words = line.split("\\s+", 3);
                if (words.length < 2) {
                    throw new IllegalArgumentException("not a line of a history: " + line);
                }
                forks.add(new Fork(Integer.parseUnsignedInt(words[0]), Lsn.parse(words[1])));
            }
        }
        return new TimelineHistory(timeline, forks);
    }

    /// The whole way, oldest first.
    public List<Leg> legs() {
        List<Leg> legs = new ArrayList<>();
        Lsn from = Lsn.ZERO;
        for (Fork fork : forks) {
            legs.add(new Leg(fork.timeline(), from, fork.at()));
            from = fork.at();
        }
        legs.add(new Leg(timeline, from, NEVER));
        return List.copyOf(legs);
    }

    /// The part of the way that is `wanted`; empty when it does not lead over it.
    public Optional<Leg> leg(int wanted) {
        return legs().stream().filter(leg -> leg.timeline() == wanted).findFirst();
    }

    /// Which part of the way came right after `earlier`.
    public Optional<Leg> after(int earlier) {
        List<Leg> legs = legs();
        for (int i = 0; i + 1 < legs.size(); i++) {
            if (legs.get(i).timeline() == earlier) {
                return Optional.of(legs.get(i + 1));
            }
        }
        return Optional.empty();
    }
}
