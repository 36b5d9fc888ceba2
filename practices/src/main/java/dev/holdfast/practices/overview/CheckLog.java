package dev.holdfast.practices.overview;

import dev.holdfast.core.journal.Journal;
import dev.holdfast.core.journal.JournalEntry;
import dev.holdfast.core.journal.JournalFilter;
import dev.holdfast.core.journal.NewEntry;
import dev.holdfast.core.operation.Actor;
import dev.holdfast.practices.overview.CheckReport.StorageCheck;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/// What each `check` found out about deleting, kept in the journal: trying it anew is too dear for
/// whoever only wants to show it.
public record CheckLog(Journal journal, InstantSource clock) {
    private static final String KIND = "check";
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /// @param at when it was tried
    record Tried(Instant at, List<StorageAttempts> storages) {}

    /// @param attempts with each credential of the storage
    record StorageAttempts(String name, List<Attempt> attempts) {}

    private record Details(List<StorageAttempts> storages) {}

    void append(String estate, List<StorageCheck> storages, boolean isWell) {
        Details details =
                new Details(
                        storages.stream()
                                .map(each -> new StorageAttempts(each.name(), each.attempts()))
                                .toList());
        journal.append(
                new NewEntry(
                        clock.instant(),
                        Actor.current(),
                        KIND,
                        estate,
                        Optional.empty(),
                        isWell ? "well" : "not well",
                        MAPPER.writeValueAsString(details)));
    }

    /// Of the newest check of that estate; empty when there was none.
    Optional<Tried> newest(String estate) {
        JournalFilter filter =
                new JournalFilter(
                        Optional.of(KIND), Optional.of(estate), Optional.empty(), Optional.empty());
        return journal.entries(filter, 1).stream().findFirst().map(CheckLog::read);
    }

    private static Tried read(JournalEntry entry) {
        Details details = MAPPER.readValue(entry.details(), Details.class);
        return new Tried(entry.time(), details.storages());
    }
}
