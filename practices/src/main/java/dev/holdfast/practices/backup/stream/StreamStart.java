package dev.holdfast.practices.backup.stream;

import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.engine.TimelineHistory;
import dev.holdfast.core.engine.TimelineHistory.Leg;
import dev.holdfast.core.engine.WalForm;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Where a stream may begin, best first.
///
/// @param timeline the one to follow
/// @param from the start of a segment
/// @param lost from where on up to `from` nothing is stored anywhere, and nothing will be; empty
///   when all is well
record StreamStart(int timeline, Lsn from, Optional<Lsn> lost) {

    /// @param ends where each storage ends on the way to the server's timeline; those with nothing
    ///   are left out
    /// @param restart from where on the server keeps its log for certain
    static List<StreamStart> choices(
            TimelineHistory history, WalForm form, Collection<Lsn> ends, Lsn restart) {
        List<StreamStart> choices = new ArrayList<>();
        Optional<Lsn> last = ends.stream().max(Comparator.naturalOrder());
        ends.stream()
                .min(Comparator.naturalOrder())
                .ifPresent(least -> choices.add(at(history, form, least, Optional.empty())));
        last.ifPresent(most -> choices.add(at(history, form, most, Optional.empty())));
        StreamStart kept = at(history, form, restart, last);
        choices.add(last.isEmpty() || last.get().isBefore(kept.from()) ? kept : kept.withoutLoss());
        return choices.stream().distinct().toList();
    }

    private StreamStart withoutLoss() {
        return new StreamStart(timeline, from, Optional.empty());
    }

    private static StreamStart at(
            TimelineHistory history, WalForm form, Lsn lsn, Optional<Lsn> lost) {
        Leg leg = history.legs().stream().filter(each -> each.holds(lsn)).findFirst().orElseThrow();
        return new StreamStart(leg.timeline(), lsn.segmentStart(form.segmentBytes()), lost);
    }

    /// How much of a segment is one object.
    static int partBytes(WalForm form) {
        return (int) Math.min(form.segmentBytes(), 16L << 20);
    }
}
