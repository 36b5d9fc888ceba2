package dev.holdfast.practices.backup;

import dev.holdfast.core.journal.Journal;
import dev.holdfast.core.journal.JournalEntry;
import dev.holdfast.core.journal.JournalFilter;
import dev.holdfast.core.journal.JournalHead;
import dev.holdfast.core.journal.NewEntry;
import dev.holdfast.core.journal.Verification;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Keeps what was appended for the test to look at; nobody reads it back.
final class ForgetfulJournal implements Journal {
    final List<NewEntry> appended = new ArrayList<>();

    @Override
    public JournalEntry append(NewEntry entry) {
        appended.add(entry);
        return new JournalEntry(
                appended.size(),
                entry.time(),
                entry.actor(),
                entry.kind(),
                entry.subject(),
                entry.operation(),
                entry.outcome(),
                entry.details(),
                "",
                "");
    }

    @Override
    public List<JournalEntry> entries(JournalFilter filter, int limit) {
        return List.of();
    }

    @Override
    public Verification verify() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<JournalHead> head() {
        return Optional.empty();
    }
}
