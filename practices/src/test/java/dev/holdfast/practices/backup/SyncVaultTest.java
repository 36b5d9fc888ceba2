package dev.holdfast.practices.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.operation.Progress;
import dev.holdfast.core.problem.Finding;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.practices.backup.SyncReport.State;
import dev.holdfast.practices.backup.SyncReport.StorageSync;
import dev.holdfast.testkit.engine.SyntheticServer;
import dev.holdfast.vault.Vault;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The cloud was away while snapshots were taken; then it catches up from onsite.
final class SyncVaultTest extends CloudTest {

    @BeforeEach
    void takeThreeSnapshotsTwoOfThemWithoutTheCloud() throws Exception {
        backUp(1);
        bench.faultyCloud.failCall(1, false);
        backUp(2);
        backUp(3);
        bench.faultyCloud.failNoMore();
        assertThat(snapshots()).hasSize(1);
    }

    private void backUp(int round) throws InterruptedException {
        byte[] pages = new byte[40 * SyntheticServer.PAGE_BYTES];
        new Random(round).nextBytes(pages);
        server.put("base/1/" + (100 + round % 2), pages);
        server.put("base/1/200", Arrays.copyOf(pages, SyntheticServer.PAGE_BYTES));
        takeSnapshot();
    }

    private List<String> snapshots() {
        return bench.cloud.keys().stream().filter(key -> key.startsWith("snapshots/")).toList();
    }

    private StorageSync sync(String... storages) throws InterruptedException {
        return handler()
                .run(new SyncVault(List.of(storages), Optional.empty()), Progress.silent())
                .storages()
                .getLast();
    }

    private SyncVaultHandler handler() {
        return new SyncVaultHandler(bench.context);
    }

    private void assertEveryListedSnapshotIsWhole() throws InterruptedException {
        VaultReport report = check();
        assertThat(report.isWell()).as(report.toString()).isTrue();
    }

    @Test
    void bringsWhatIsLackingSoThatTheStorageStandsAlone() throws Exception {
        StorageSync report = sync();

        assertThat(report.state()).isEqualTo(State.CAUGHT_UP);
        assertThat(report.snapshots()).containsExactlyInAnyOrder(ids.get(2), ids.get(1));
        assertThat(report.bytes()).isPositive();
        assertThat(sync().state()).isEqualTo(State.CURRENT);
        assertEveryListedSnapshotIsWhole();
        assertCloudRestoresAlone();
    }

    @Test
    void isNamedUntilItIsDone() throws Exception {
        BackupCatalogue catalogue = new BackupCatalogue(bench.context);
        BackupList before = catalogue.list(Optional.empty());
        List<Finding> findings = catalogue.standing();
        sync();

        assertThat(before.behind())
                .singleElement()
                .matches(behind -> behind.snapshots() == 2 && behind.storage().equals("cloud"))
                .matches(behind -> behind.remedy().equals("holdfast vault sync cloud"));
        assertThat(findings).singleElement().matches(it -> it.message().contains("2 snapshots"));
        assertThat(catalogue.list(Optional.empty()).behind()).isEmpty();
        assertThat(catalogue.standing()).isEmpty();
    }

    @Test
    void goesOnWhereItStopped() throws Exception {
        long whole = copiedBytesWhenUninterrupted();
        StorageSync first = interruptedOnceSomethingWasCopied();
        StorageSync second = sync();

        assertThat(first.state()).isEqualTo(State.FAILED);
        assertThat(first.problem().orElseThrow().code()).isEqualTo("storage-unreachable");
        assertThat(second.state()).isEqualTo(State.CAUGHT_UP);
        assertThat(second.bytes()).isLessThan(whole);
        assertCloudRestoresAlone();
    }

    private StorageSync interruptedOnceSomethingWasCopied() throws InterruptedException {
        int before = bench.cloud.keys().size();
        StorageSync report = sync("onsite");
        for (int call = 1; bench.cloud.keys().size() == before; call++) {
            bench.faultyCloud.failCall(call, false);
            report = sync();
            bench.faultyCloud.failNoMore();
        }
        return report;
    }

    private long copiedBytesWhenUninterrupted() {
        return bench.onsite.keys().stream()
                .filter(key -> !bench.cloud.keys().contains(key))
                .filter(key -> !key.startsWith("snapshots/"))
                .mapToLong(key -> bench.onsite.bytes(key).length)
                .sum();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void listsOnlyWholeSnapshotsWhicheverCallFails(boolean once) throws Exception {
        boolean hit = true;
        for (int call = 1; hit; call++) {
            bench.faultyCloud.failCall(call, once);
            SyncReport report =
                    handler().run(new SyncVault(List.of(), Optional.empty()), Progress.silent());
            hit = bench.faultyCloud.calls() >= call;
            bench.faultyCloud.failNoMore();
            assertThat(report.concerns().isEmpty()).isEqualTo(!hit);
            assertEveryListedSnapshotIsWhole();
        }
        assertCloudRestoresAlone();
    }

    @Test
    void doesNotCopyWhatIsDamagedAndBringsTheRest() throws Exception {
        String fresh = newest("packs/");
        bench.onsite.corrupt(fresh, bytes -> new byte[bytes.length]);
        StorageSync report = sync();

        assertThat(report.state()).isEqualTo(State.BEHIND);
        assertThat(report.lacking()).isNotEmpty();
        assertThat(report.lacking().getFirst().reason().message()).contains(fresh);
        assertThat(bench.cloud.keys()).doesNotContain(fresh);
    }

    private String newest(String prefix) {
        return bench.onsite.keys().stream()
                .filter(key -> key.startsWith(prefix) && !bench.cloud.keys().contains(key))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void listsNothingThatRefersToADamagedObjectOfTheTarget() throws Exception {
        for (String key : List.copyOf(bench.cloud.keys())) {
            if (key.startsWith("packs/")) {
                bench.cloud.corrupt(key, bytes -> Arrays.copyOf(bytes, bytes.length - 1));
            }
        }
        StorageSync report = sync();

        assertThat(snapshots()).hasSize(1 + report.snapshots().size());
        assertThat(report.lacking()).isNotEmpty();
        assertThat(report.lacking().getFirst().reason().hint()).contains("vault heal cloud");
    }

    @Test
    void neverMakesAVaultWhereThereIsNone() throws Exception {
        bench.cloud.keys().forEach(bench.cloud::delete);
        StorageSync report = sync();

        assertThat(report.state()).isEqualTo(State.FAILED);
        assertThat(report.problem().orElseThrow().hint()).isEqualTo("holdfast vault init");
        assertThat(bench.cloud.keys()).isEmpty();

        new InitVaultHandler(bench.context).run(new InitVault(), Progress.silent());
        assertThat(sync().snapshots()).hasSize(3);
        assertCloudRestoresAlone();
    }

    @Test
    void doesNotBringBackWhatExpiredThere() throws Exception {
        sync();
        try (VaultCopies copies = bench.context.openVault()) {
            Vault cloud = copies.find("cloud").orElseThrow();
            cloud.marks().expire(ids.get(1), "test", "me@here", bench.context.random());
        }
        bench.cloud.delete("snapshots/" + ids.get(1));

        assertThat(sync().state()).isEqualTo(State.CURRENT);
    }

    @Test
    void twoAtOnceDoNotHurtEachOther() throws Exception {
        CompletableFuture<StorageSync> other =
                CompletableFuture.supplyAsync(() -> {
                    try {
                        return sync("cloud");
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
        StorageSync mine = sync("cloud");

        assertThat(mine.problem()).isEmpty();
        assertThat(other.join().problem()).isEmpty();
        assertEveryListedSnapshotIsWhole();
        assertCloudRestoresAlone();
    }

    @Test
    void refusesAStorageThatIsNotDeclared() {
        assertThatThrownBy(() -> sync("clowd"))
                .isInstanceOfSatisfying(
                        HoldfastException.class, e -> assertThat(e.is(ProblemCode.USAGE)).isTrue());
    }
}
