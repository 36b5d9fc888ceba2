package dev.holdfast.practices.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.practices.backup.ProofCalendar.Entry;
import dev.holdfast.vault.Proof;
import dev.holdfast.vault.Proof.Verdict;
import dev.holdfast.vault.Vault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProofCalendarTest {
    private static final Duration DAY = Duration.ofHours(24);

    private final MovingClock clock = new MovingClock();
    private final Workbench bench = new Workbench(clock, Optional.empty());

    @Test
    void whatWasProvenLongestAgoComesFirst() throws Exception {
        List<String> ids = new ArrayList<>();
        for (int day = 0; day < 3; day++) {
            ids.add(bench.backUp().snapshot());
            clock.pass(DAY);
        }
        assertThat(due(Duration.ofDays(6)))
                .containsExactly(ids.get(0) + " onsite", ids.get(0) + " cloud");

        prove(ids.get(0), "onsite", Verdict.PARTIAL);
        assertThat(due(Duration.ofDays(6))).containsExactly(ids.get(0) + " cloud");

        clock.pass(DAY);
        assertThat(due(Duration.ofDays(6)))
                .containsExactly(
                        ids.get(0) + " cloud", ids.get(1) + " onsite", ids.get(1) + " cloud");
        assertThat(words(calendar(Duration.ofDays(4)).overdue()))
                .containsExactly(ids.get(0) + " cloud");
    }

    private List<String> due(Duration within) {
        return words(calendar(within).due());
    }

    private static List<String> words(List<Entry> entries) {
        return entries.stream()
                .map(entry -> entry.snapshot().id() + " " + entry.copy().storage().name())
                .toList();
    }

    private ProofCalendar calendar(Duration within) {
        List<Vault> copies = bench.context.openVault().vaults();
        return ProofCalendar.of(SnapshotIndex.of(copies).all(), copies, within, clock.instant());
    }

    private void prove(String snapshot, String storage, Verdict verdict) {
        Vault copy = bench.vault(storage);
        Proof proof =
                new Proof(
                        snapshot,
                        Workbench.LABEL,
                        "1",
                        storage,
                        clock.instant(),
                        clock.instant(),
                        verdict,
                        1,
                        1,
                        "18",
                        "18",
                        "test",
                        List.of());
        copy.keep(copy.sign(proof));
    }
}
