package dev.holdfast.practices.backup;

import dev.holdfast.practices.backup.SnapshotIndex.Held;
import dev.holdfast.practices.backup.retention.Candidate;
import dev.holdfast.practices.backup.retention.Candidate.Place;
import dev.holdfast.practices.backup.retention.Reason;
import dev.holdfast.vault.Manifest;
import dev.holdfast.vault.Proof.Verdict;
import dev.holdfast.vault.Vault;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One server's snapshots as candidates for expiry, with what protects them whatever the policy
/// says.
final class Candidates {
    private static final Comparator<Held> BY_TIME =
            Comparator.comparing(held -> held.manifest().orElseThrow().finished());

    private final Stock stock;
    private final List<Held> own;
    private final List<Vault> copies;

    /// @param own snapshots of the server
    /// @param copies those that the server's policy names
    Candidates(Stock stock, List<Held> own, List<Vault> copies) {
        this.stock = stock;
        this.own = own;
        this.copies = copies;
    }

    /// As `copy` lists them.
    List<Candidate> in(Vault copy) {
        Map<String, List<Reason>> protections = new LinkedHashMap<>();
        newest(Set.of(Verdict.PROVEN), copies)
                .ifPresent(id -> add(protections, id, "proven", "newest proven"));
        newest(Set.of(Verdict.PROVEN, Verdict.PARTIAL), copies)
                .ifPresent(id -> add(protections, id, "started", "newest that was started"));
        newest(Set.of(Verdict.PROVEN), List.of(copy))
                .ifPresent(id -> add(protections, id, "proven", "newest proven here"));
        newest(Set.of(Verdict.PROVEN, Verdict.PARTIAL), List.of(copy))
                .ifPresent(
                        id -> add(protections, id, "started", "newest that was started from here"));
        newestCommon()
                .ifPresent(id -> add(protections, id, "base", "the next backup builds on it"));
        for (Held held : own) {
            protections
                    .computeIfAbsent(held.id(), _ -> new ArrayList<>())
                    .addAll(stock.marksOf(held.id()));
        }
        return own.stream()
                .filter(held -> held.copies().contains(copy))
                .map(held -> candidate(copy, held, protections.getOrDefault(held.id(), List.of())))
                .toList();
    }

    private Candidate candidate(Vault copy, Held held, List<Reason> protections) {
        Manifest manifest = held.manifest().orElseThrow();
        boolean failed = stock.verdict(copy, held).filter(Verdict.FAILED::equals).isPresent();
        return new Candidate(
                held.id(),
                manifest.finished(),
                new Place(
                        manifest.facts().systemIdentifier(),
                        manifest.start().timeline(),
                        manifest.stop().lsn()),
                manifest.isDamaged() || failed,
                protections);
    }

    private Optional<String> newest(Set<Verdict> verdicts, List<Vault> among) {
        return own.stream()
                .filter(held ->
                        among.stream()
                                .filter(held.copies()::contains)
                                .anyMatch(copy ->
                                        stock.verdict(copy, held)
                                                .filter(verdicts::contains)
                                                .isPresent()))
                .max(BY_TIME)
                .map(Held::id);
    }

    private Optional<String> newestCommon() {
        return own.stream()
                .filter(held -> held.copies().containsAll(copies))
                .max(BY_TIME)
                .map(Held::id);
    }

    private static void add(
            Map<String, List<Reason>> protections, String id, String rule, String words) {
        protections.computeIfAbsent(id, _ -> new ArrayList<>()).add(new Reason(rule, words));
    }
}
