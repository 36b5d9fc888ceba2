package dev.holdfast.vault;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/// What one copy lacks of the streamed log that its snapshots lead on to.
///
/// @param target its listed snapshots say what is needed
/// @param needs of those snapshots
record LogLack(Vault target, LogNeeds needs) {

    /// What `others` have and the target does not, or not in one object where others do.
    ///
    /// @param unsound keys of objects in the target that count for nothing
    List<StreamPart> of(Collection<Vault> others, Set<String> unsound) {
        StoredLog own = sound(unsound);
        StoredLog all = sound(unsound);
        others.forEach(other -> all.add(other, ObjectKeys.STREAM, _ -> true));
        return all.needed(needs).stream()
                .filter(part -> !own.holds(part))
                .filter(part -> needs.isWhole(part) || !own.covers(part))
                .toList();
    }

    StoredLog sound(Set<String> unsound) {
        StoredLog log = new StoredLog(target);
        log.add(target, ObjectKeys.STREAM, part -> !unsound.contains(part.key()));
        return log;
    }
}
