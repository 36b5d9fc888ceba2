package dev.holdfast.practices.backup;

import dev.holdfast.core.journal.Journal;
import dev.holdfast.core.journal.JournalEntry;
import dev.holdfast.core.journal.JournalFilter;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A vault of this estate that the journal remembers. When no storage holds one any more, they are
/// most likely not mounted, and a new vault would be made beside the old one.
///
/// @param seen when `vault init` last found or made it
/// @param fingerprint of its public key
record FormerVault(Instant seen, String fingerprint) {
    private static final int MOST_ENTRIES = 100;
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    static Optional<FormerVault> in(Journal journal) {
        JournalFilter filter =
                new JournalFilter(
                        Optional.of("vault init"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        return journal.entries(filter, MOST_ENTRIES).stream()
                .filter(entry -> entry.outcome().equals("done"))
                .flatMap(entry -> of(entry).stream())
                .findFirst();
    }

    private static Optional<FormerVault> of(JournalEntry entry) {
        try {
            JsonNode fingerprint = MAPPER.readTree(entry.details()).at("/result/fingerprint");
            return Optional.of(fingerprint.asString(""))
                    .filter(text -> !text.isEmpty())
                    .map(text -> new FormerVault(entry.time(), text));
        } catch (JacksonException e) {
            return Optional.empty(); // not an entry of this version
        }
    }

    HoldfastException refusal() {
        return new HoldfastException(
                ProblemCode.TARGET_REFUSED,
                "no storage holds the vault that was there on %s (receipts signed by %s)"
                        .formatted(
                                seen, fingerprint.substring(0, Math.min(16, fingerprint.length()))),
                "mount the storages, then run it again; if that vault is really gone: holdfast vault init --new");
    }
}
