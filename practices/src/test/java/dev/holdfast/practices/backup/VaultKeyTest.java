package dev.holdfast.practices.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.operation.Progress;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.practices.backup.KeyReport.State;
import dev.holdfast.testkit.engine.SyntheticServer;
import dev.holdfast.vault.CopyCheck.Depth;
import dev.holdfast.vault.Mending;
import dev.holdfast.vault.Vault;
import dev.holdfast.vault.VaultKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// One snapshot in two storages, and a key in a file.
class VaultKeyTest {
    @TempDir Path temporary;

    private Path file = Path.of("");
    private Workbench bench = new Workbench();
    private String snapshot = "";

    @BeforeEach
    void takeASnapshot() throws Exception {
        file = temporary.toRealPath().resolve("vault.key");
        Files.writeString(file, VaultKey.random(bench.context.random()).base64() + "\n");
        bench = new Workbench(new Secret.FromFile(file));
        byte[] pages = new byte[10 * SyntheticServer.PAGE_BYTES];
        new Random(1).nextBytes(pages);
        bench.server.put("base/1/100", pages);
        snapshot = bench.backUp().snapshot();
    }

    private KeyReport rotate() {
        return new RotateVaultKeyHandler(bench.context)
                .run(new RotateVaultKey(), Progress.silent());
    }

    private KeyReport add(Path key) {
        return new AddVaultKeyHandler(bench.context)
                .run(new AddVaultKey(key.toString()), Progress.silent());
    }

    private KeyReport remove(String id) {
        return new RemoveVaultKeyHandler(bench.context)
                .run(new RemoveVaultKey(id), Progress.silent());
    }

    private KeyReport list() {
        return new ListVaultKeysHandler(bench.context).run(new ListVaultKeys(), Progress.silent());
    }

    private void sync() throws InterruptedException {
        new SyncVaultHandler(bench.context)
                .run(new SyncVault(List.of(), Optional.empty()), Progress.silent());
    }

    private static VaultKey key(Path path) throws IOException {
        return VaultKey.parse(Files.readString(path));
    }

    private void assertRestoresFromBoth(String when) throws InterruptedException, IOException {
        for (String storage : List.of("onsite", "cloud")) {
            Path to = temporary.resolve(when + "-" + storage);
            bench.restore(snapshot, storage, to, false);
            assertThat(Workbench.restored(to).keySet()).isEqualTo(bench.server.files().keySet());
        }
    }

    @Test
    void aNewKeyReadsWhatTheOldOneWrote() throws Exception {
        VaultKey old = key(file);
        KeyReport report = rotate();

        assertThat(report.isWell()).isTrue();
        assertThat(key(file).id()).isNotEqualTo(old.id()).isEqualTo(report.inUse());
        assertThat(report.storages()).allMatch(it -> it.keyIds().equals(List.of(report.inUse())));
        assertThat(key(Path.of(report.change().orElseThrow().formerFile())).id())
                .isEqualTo(old.id());
        assertThat(Files.getPosixFilePermissions(file))
                .isEqualTo(
                        Files.getPosixFilePermissions(
                                Path.of(report.change().orElseThrow().formerFile())));
        assertThatThrownBy(() -> Vault.unlock(bench.onsite, old))
                .isInstanceOfSatisfying(
                        HoldfastException.class,
                        e -> assertThat(e.is(ProblemCode.VAULT_KEY_WRONG)).isTrue());
        assertRestoresFromBoth("rotated");
    }

    @Test
    void aKeyInEscrowStaysValidWhenTheOneInUseIsRotated() throws Exception {
        Path escrow = temporary.resolve("escrow.key");
        KeyReport added = add(escrow);
        rotate();
        rotate();

        assertThat(added.change().orElseThrow().isNew()).isTrue();
        assertThat(Vault.unlock(bench.cloud, key(escrow)).snapshotIds()).containsExactly(snapshot);
        assertThat(list().storages().getFirst().keyIds()).hasSize(2);

        remove(key(escrow).id().substring(0, 6));
        assertThatThrownBy(() -> Vault.unlock(bench.cloud, key(escrow)))
                .isInstanceOf(HoldfastException.class);
        assertRestoresFromBoth("removed");
    }

    @Test
    void refusesToRemoveTheKeyInUseAndOneThatIsNotThere() throws Exception {
        String inUse = key(file).id();
        assertThatThrownBy(() -> remove(inUse))
                .isInstanceOfSatisfying(
                        HoldfastException.class,
                        e -> assertThat(e.is(ProblemCode.TARGET_REFUSED)).isTrue());
        assertThatThrownBy(() -> remove("zz"))
                .isInstanceOfSatisfying(
                        HoldfastException.class, e -> assertThat(e.is(ProblemCode.USAGE)).isTrue());
    }

    @Test
    void aStorageThatWasAwayIsOpenedByTheKeptKeyAndCaughtUp() throws Exception {
        bench.faultyCloud.failCall(1, false);
        KeyReport report = rotate();
        bench.faultyCloud.failNoMore();

        assertThat(report.isWell()).isFalse();
        assertThat(report.storages().getLast().state()).isEqualTo(State.FAILED);
        assertThat(list().storages().getLast().state()).isEqualTo(State.BEHIND);
        assertRestoresFromBoth("behind");
        VaultReport check =
                new CheckVaultHandler(bench.context)
                        .run(new CheckVault(Depth.LISTING), Progress.silent());
        assertThat(check.isWell()).isFalse();

        sync();
        assertThat(list().isWell()).isTrue();
        assertThat(Vault.unlock(bench.cloud, key(file)).snapshotIds()).containsExactly(snapshot);
    }

    @Test
    void aStorageThatNoKeptKeyOpensIsCaughtUpToo() throws Exception {
        bench.faultyCloud.failCall(1, false);
        KeyReport report = rotate();
        bench.faultyCloud.failNoMore();
        Files.delete(Path.of(report.change().orElseThrow().formerFile()));

        assertThat(list().storages().getLast().state()).isEqualTo(State.FAILED);
        sync();
        assertThat(list().isWell()).isTrue();
    }

    @Test
    void aSecondRotationEndsOneThatWasCutOff() throws Exception {
        VaultKey old = key(file);
        bench.faultyCloud.failCall(1, false);
        rotate();
        bench.faultyCloud.failNoMore();
        rotate();
        sync();

        assertThat(list().storages()).allMatch(it -> it.keyIds().size() == 1);
        assertThat(list().storages()).noneMatch(it -> it.keyIds().contains(old.id()));
        assertRestoresFromBoth("again");
    }

    @Test
    void wrappedKeysOfAFormerKeyAreMendedToo() throws Exception {
        rotate();
        bench.cloud.corrupt("keys/000001", _ -> new byte[0]);
        HealReport report =
                new HealVaultHandler(bench.context, new ForgetfulJournal())
                        .run(new HealVault(List.of("cloud"), true), Progress.silent());

        assertThat(report.storages().getFirst().mended())
                .extracting(Mending.Fixed::object)
                .containsExactly("keys/000001");
        assertThat(bench.cloud.bytes("keys/000001")).isEqualTo(bench.onsite.bytes("keys/000001"));
    }

    /// Both storages fail at the same call, as when the process dies there: what is on disk then
    /// opens every storage.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyStorageOpensWithAKeptKeyWhereverItIsCutOff(boolean once) throws Exception {
        boolean hit = true;
        for (int call = 1; hit; call++) {
            bench.faultyCloud.failCall(call, once);
            bench.faultyOnsite.failCall(call, once);
            try {
                rotate();
            } catch (HoldfastException e) {
                assertThat(e.is(ProblemCode.STORAGE_UNREACHABLE)).isTrue();
            }
            hit = bench.faultyCloud.calls() >= call || bench.faultyOnsite.calls() >= call;
            bench.faultyCloud.failNoMore();
            bench.faultyOnsite.failNoMore();
            assertThat(list().storages()).noneMatch(it -> it.state() == State.FAILED);
            assertRestoresFromBoth("call-" + call);
        }
        rotate();
        assertThat(list().isWell()).isTrue();
        try (Stream<Path> paths = Files.list(temporary)) {
            assertThat(paths).noneMatch(path -> path.toString().endsWith(".unfinished"));
        }
    }

    @Test
    void aKeyThatIsNoFileIsNotRotated() {
        Workbench held = new Workbench();
        assertThatThrownBy(() ->
                        new RotateVaultKeyHandler(held.context)
                                .run(new RotateVaultKey(), Progress.silent()))
                .isInstanceOfSatisfying(
                        HoldfastException.class,
                        e -> assertThat(e.problem().hint()).contains("vault key add"));
    }
}
