package dev.holdfast.practices.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.operation.Progress;
import dev.holdfast.practices.backup.HealReport.State;
import dev.holdfast.practices.backup.HealReport.StorageHealth;
import dev.holdfast.testkit.Seed;
import dev.holdfast.testkit.engine.SyntheticServer;
import dev.holdfast.vault.Mending.Fixed;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Objects of the cloud are damaged in every way; onsite has them whole.
final class HealVaultTest extends CloudTest {
    private final ForgetfulJournal journal = new ForgetfulJournal();

    /// What can become of an object.
    enum Damage {
        MISSING,
        EMPTY,
        TRUNCATED,
        EXTENDED,
        FLIPPED,
        REPLACED
    }

    @BeforeEach
    void takeTwoSnapshots() throws Exception {
        for (int round = 1; round <= 2; round++) {
            byte[] pages = new byte[30 * SyntheticServer.PAGE_BYTES];
            new Random(round).nextBytes(pages);
            server.put("base/1/10" + round, pages);
            takeSnapshot();
        }
    }

    private StorageHealth heal(String... storages) throws InterruptedException {
        return handler()
                .run(new HealVault(List.of(storages), true), Progress.silent())
                .storages()
                .getLast();
    }

    private HealVaultHandler handler() {
        return new HealVaultHandler(bench.context, journal);
    }

    private void damage(String key, Damage how) {
        if (how == Damage.MISSING) {
            bench.cloud.delete(key);
        } else {
            bench.cloud.corrupt(key, bytes -> damaged(bytes, how));
        }
    }

    private static byte[] damaged(byte[] bytes, Damage how) {
        return switch (how) {
            case MISSING, EMPTY -> new byte[0];
            case TRUNCATED -> Arrays.copyOf(bytes, bytes.length - 1);
            case EXTENDED -> Arrays.copyOf(bytes, bytes.length + 1);
            case REPLACED -> new byte[bytes.length];
            case FLIPPED -> {
                bytes[bytes.length / 2] ^= 4;
                yield bytes;
            }
        };
    }

    @ParameterizedTest
    @EnumSource(Damage.class)
    void mendsEveryObjectThatIs(Damage how) throws Exception {
        for (String key : bench.cloud.keys()) {
            if (key.startsWith("snapshots/") && how == Damage.MISSING) {
                continue; // not listed any more: sync brings it
            }
            damage(key, how);
            StorageHealth health = heal("cloud");

            assertThat(health.state()).as(key + " " + health).isEqualTo(State.MENDED);
            assertThat(health.mended()).extracting(Fixed::object).contains(key);
            assertThat(health.mended()).extracting(Fixed::from).containsOnly("onsite");
            assertThat(heal("cloud").state()).as(key).isEqualTo(State.WELL);
        }
        assertThat(check().isWell()).isTrue();
        assertThat(journal.appended.size())
                .isGreaterThanOrEqualTo(bench.cloud.keys().size() - ids.size());
        assertCloudRestoresAlone();
    }

    @Test
    void tellsTheJournalWhichOperationMendedIt() throws Exception {
        damage(bench.cloud.keys().getLast(), Damage.MISSING);
        Progress ofAnOperation =
                (Progress)
                        Proxy.newProxyInstance(
                                Progress.class.getClassLoader(),
                                new Class<?>[] {Progress.class},
                                (_, method, arguments) ->
                                        method.getName().equals("operation")
                                                ? Optional.of("3f2a")
                                                : method.invoke(Progress.silent(), arguments));
        handler().run(new HealVault(List.of("cloud"), true), ofAnOperation);

        assertThat(journal.appended)
                .isNotEmpty()
                .allMatch(entry -> entry.operation().equals(Optional.of("3f2a")));
    }

    @Test
    void mendsObjectsThatChangedPlaces() throws Exception {
        List<String> packs =
                bench.cloud.keys().stream().filter(key -> key.startsWith("packs/")).toList();
        byte[] first = bench.cloud.bytes(packs.getFirst());
        byte[] last = bench.cloud.bytes(packs.getLast());
        bench.cloud.corrupt(packs.getFirst(), _ -> last);
        bench.cloud.corrupt(packs.getLast(), _ -> first);

        assertThat(heal("cloud").mended())
                .extracting(Fixed::object)
                .containsExactlyInAnyOrder(packs.getFirst(), packs.getLast());
        assertCloudRestoresAlone();
    }

    @Test
    void mendsAnIdentityThatNamesAnotherVault() throws Exception {
        bench.cloud.corrupt(
                "vault.json",
                bytes ->
                        new String(bytes, UTF_8)
                                .replaceFirst("[0-9a-f]{8}-", "00000000-")
                                .getBytes(UTF_8));

        assertThat(heal("cloud").mended()).extracting(Fixed::object).containsExactly("vault.json");
        assertCloudRestoresAlone();
    }

    @Test
    void mendsAStorageThatLostHalfOfEverything() throws Exception {
        Random random = new Random(Seed.ofThisRun());
        for (String key : bench.cloud.keys()) {
            if (random.nextBoolean() && !key.startsWith("snapshots/")) {
                damage(key, Damage.values()[random.nextInt(Damage.values().length)]);
            }
        }
        StorageHealth health = heal("cloud");

        assertThat(health.state()).as(health.toString()).isEqualTo(State.MENDED);
        assertCloudRestoresAlone();
    }

    @Test
    void saysWhatIsLostWhenNoGoodCopyIsLeftAndReplacesNothing() throws Exception {
        String pack =
                bench.cloud.keys().stream()
                        .filter(key -> key.startsWith("packs/"))
                        .findFirst()
                        .orElseThrow();
        bench.onsite.corrupt(pack, bytes -> Arrays.copyOf(bytes, bytes.length - 1));
        damage(pack, Damage.FLIPPED);
        byte[] before = bench.cloud.bytes(pack);
        StorageHealth health = heal("cloud");

        assertThat(health.state()).isEqualTo(State.DAMAGED);
        assertThat(health.unmended()).hasSize(1);
        assertThat(health.unmended().getFirst().object()).isEqualTo(pack);
        assertThat(health.unmended().getFirst().snapshots()).isNotEmpty().isSubsetOf(ids);
        assertThat(bench.cloud.bytes(pack)).isEqualTo(before);
        assertThat(journal.appended).isEmpty();
    }

    @Test
    void touchesNothingThatIsWell() throws Exception {
        assertThat(heal().state()).isEqualTo(State.WELL);
        assertThat(journal.appended).isEmpty();
    }

    @Test
    void leavesAStorageThatHoldsAnotherVaultAlone() throws Exception {
        Workbench other = new Workbench();
        bench.cloud.keys().forEach(bench.cloud::delete);
        for (String key : other.cloud.keys()) {
            bench.cloud.create(key, dev.holdfast.core.storage.Content.of(other.cloud.bytes(key)));
        }
        List<String> before = bench.cloud.keys();
        StorageHealth health = heal("cloud");

        assertThat(health.problem().orElseThrow().code()).isEqualTo("vault-foreign");
        assertThat(bench.cloud.keys()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void losesNothingWhicheverCallFails(boolean once) throws Exception {
        boolean hit = true;
        for (int call = 1; hit; call++) {
            bench.cloud.keys().stream()
                    .filter(key -> key.startsWith("packs/") || key.startsWith("keys/"))
                    .forEach(key -> damage(key, Damage.TRUNCATED));
            bench.faultyCloud.failCall(call, once);
            heal("cloud");
            hit = bench.faultyCloud.calls() >= call;
            bench.faultyCloud.failNoMore();

            assertThat(heal("cloud").state()).isIn(State.MENDED, State.WELL);
            assertThat(check().isWell()).as("call " + call).isTrue();
        }
        assertCloudRestoresAlone();
    }
}
