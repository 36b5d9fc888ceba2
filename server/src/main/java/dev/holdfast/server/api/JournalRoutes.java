package dev.holdfast.server.api;

import dev.holdfast.core.journal.EntryView;
import dev.holdfast.core.journal.JournalFilter;
import dev.holdfast.core.journal.Verification;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/// What happened, when, by whom; searched.
final class JournalRoutes {

    record JournalAnswer(List<EntryView> entries) {}

    /// @param problem why the chain is broken, and where; empty when it is whole
    record VerificationAnswer(boolean intact, long entries, Optional<String> problem) {}

    List<Route> all() {
        return List.of(
                Route.get(
                                "/api/v1/journal",
                                "What happened, newest first",
                                JournalAnswer.class,
                                JournalRoutes::entries)
                        .with("kind", "subject", "operation", "since", "before", "search", "limit"),
                Route.get(
                        "/api/v1/journal/verification",
                        "Recomputes every hash of the journal",
                        VerificationAnswer.class,
                        call -> answer(call.workshop().journal().verify())));
    }

    private static JournalAnswer entries(Call call) {
        JournalFilter filter =
                new JournalFilter(
                        call.query("kind"),
                        call.query("subject"),
                        call.query("operation"),
                        call.query("since").map(JournalRoutes::moment),
                        call.query("before").map(text -> Call.number("before", text)),
                        call.query("search"));
        return new JournalAnswer(
                call.workshop().journal().entries(filter, call.limit()).stream()
                        .map(EntryView::of)
                        .toList());
    }

    private static Instant moment(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new HoldfastException(
                    ProblemCode.USAGE,
                    "'since' is not a moment",
                    "write it as 2026-11-22T09:00:00Z",
                    e);
        }
    }

    private static VerificationAnswer answer(Verification verification) {
        return switch (verification) {
            case Verification.Intact intact ->
                    new VerificationAnswer(true, intact.entries(), Optional.empty());
            case Verification.Broken broken ->
                    new VerificationAnswer(
                            false,
                            broken.seq() - 1,
                            Optional.of("entry " + broken.seq() + ": " + broken.reason()));
        };
    }
}
