package dev.holdfast.practices.backup;

import dev.holdfast.core.journal.Journal;
import dev.holdfast.core.journal.NewEntry;
import dev.holdfast.core.operation.Actor;
import dev.holdfast.vault.Mending.Fixed;
import dev.holdfast.vault.Mending.Mended;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/// Tells the journal what was mended from where: an entry for each object, and from some number on
/// one for all the others.
record MendingLog(Journal journal, InstantSource clock) {
    static final int MOST_ENTRIES = 100;

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /// What is said about the objects beyond [#MOST_ENTRIES].
    private record Rest(long objects, long bytes, List<String> from) {}

    void append(Optional<String> operation, String storage, Mended mended) {
        List<Fixed> all = mended.mended();
        all.stream()
                .limit(MOST_ENTRIES)
                .forEach(fixed -> append(operation, storage, (Object) fixed));
        List<Fixed> rest = all.subList(Math.min(MOST_ENTRIES, all.size()), all.size());
        if (!rest.isEmpty()) {
            append(
                    operation,
                    storage,
                    new Rest(
                            rest.size(),
                            rest.stream().mapToLong(Fixed::bytes).sum(),
                            rest.stream().map(Fixed::from).distinct().toList()));
        }
    }

    private void append(Optional<String> operation, String storage, Object details) {
        journal.append(
                new NewEntry(
                        clock.instant(),
                        Actor.current(),
                        "vault heal",
                        storage,
                        operation,
                        "mended",
                        MAPPER.writeValueAsString(details)));
    }
}
