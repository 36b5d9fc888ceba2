package dev.holdfast.vault;

import static dev.holdfast.vault.VaultKeysTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.engine.SourceFile.Kind;
import dev.holdfast.core.operation.Progress;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.testkit.MemoryStorage;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DamageTest {
    private final VaultKey key = VaultKey.random(Taking.RANDOM);
    private final MemoryStorage storage = new MemoryStorage("onsite");
    private final Data data = new Data();
    private String id = "";

    @BeforeEach
    void takeASnapshot() throws InterruptedException {
        Random random = new Random(10);
        data.put("base/5/1", Kind.PAGED, Data.pages(random, 40));
        data.put("base/5/2", Kind.PAGED, Data.pages(random, 3));
        data.put("pg_xact/0000", Kind.PLAIN, Data.noise(random, 5000));
        Vault vault = Vault.create(storage, key, Taking.NOON, Taking.RANDOM);
        id = new Taking(List.of(vault)).take(data, Optional.empty()).manifest().id();
    }

    @ParameterizedTest
    @ValueSource(strings = {"packs/", "maps/", "lists/", "wal/", "snapshots/"})
    void isFoundWhereverABitFlips(String kind) throws Exception {
        for (String object : storage.keys()) {
            if (object.startsWith(kind)) {
                int size = storage.bytes(object).length;
                int step = Math.max(1, size / 24);
                for (int at = 0; at < size; at += at < 30 || at > size - 40 ? 3 : step) {
                    assertFound(object, at);
                }
            }
        }
    }

    private void assertFound(String object, int at) throws Exception {
        MemoryStorage damaged = storage.copy("damaged");
        damaged.corrupt(
                object,
                bytes -> {
                    bytes[at] ^= 0x10;
                    return bytes;
                });
        Vault vault = Vault.unlock(damaged, key);
        if (object.startsWith("snapshots/")) {
            assertProblem(ProblemCode.OBJECT_DAMAGED, () -> vault.snapshot(id));
            return;
        }
        Snapshot snapshot = vault.snapshot(id);
        Verification found = snapshot.verify(true, Progress.silent());
        assertThat(found.damages()).as("%s at %d", object, at).hasSize(1);
        assertThat(found.damages().getFirst().object()).isEqualTo(object);
        assertReadsRightOrSaysSo(snapshot, object);
    }

    private void assertReadsRightOrSaysSo(Snapshot snapshot, String object) throws Exception {
        try {
            Reading.assertHolds(snapshot, data);
        } catch (HoldfastException e) {
            assertThat(e.problem().code()).isEqualTo(ProblemCode.OBJECT_DAMAGED);
            assertThat(e.problem().message()).contains(object, "damaged", "needed for");
        }
    }

    @Test
    void isNarrowedToThePagesItTakes() throws Exception {
        String pack = packOf("base/5/1");
        MemoryStorage damaged = storage.copy("damaged");
        damaged.corrupt(
                pack,
                bytes -> {
                    bytes[200] ^= 1; // inside the first frame
                    return bytes;
                });
        Snapshot snapshot = Vault.unlock(damaged, key).snapshot(id);
        Verification found = snapshot.verify(true, Progress.silent());
        assertThat(found.damages()).hasSize(1);
        assertThat(found.damages().getFirst().affected()).containsExactly("base/5/1 pages 0–15");
        assertThatThrownBy(() -> Reading.assertHolds(snapshot, data))
                .hasMessageContaining("storage 'damaged'")
                .hasMessageContaining(pack)
                .hasMessageContaining("base/5/1 pages 0–15");
    }

    private String packOf(String path) {
        Snapshot snapshot = Vault.unlock(storage, key).snapshot(id);
        StoredFile file = snapshot.file(path).orElseThrow();
        try (var codec = snapshot.objects().codec()) {
            return ObjectKeys.pack(snapshot.sections().resolve(codec, file).pack(0).name());
        }
    }

    @Test
    void isFoundWhenObjectsAreMissing() throws Exception {
        for (String object : storage.keys()) {
            if (object.matches("(packs|maps|lists|wal)/.*")) {
                MemoryStorage damaged = storage.copy("damaged");
                damaged.delete(object);
                Snapshot snapshot = Vault.unlock(damaged, key).snapshot(id);
                Verification found = snapshot.verify(false, Progress.silent());
                assertThat(found.damages()).isNotEmpty();
                assertThat(found.damages().getFirst().object()).isEqualTo(object);
                assertThat(found.damages().getFirst().affected()).isNotEmpty();
                assertProblem(
                        ProblemCode.OBJECT_MISSING, () -> Reading.assertHolds(snapshot, data));
            }
        }
    }

    @Test
    void isFoundWhenObjectsAreCutShortOrGrow() throws Exception {
        for (String object : storage.keys()) {
            if (object.matches("(packs|maps|lists|wal)/.*")) {
                int size = storage.bytes(object).length;
                for (int length : new int[] {0, 1, 31, 32, size / 2, size - 1, size + 1}) {
                    MemoryStorage damaged = storage.copy("damaged");
                    damaged.corrupt(object, bytes -> Arrays.copyOf(bytes, length));
                    Snapshot snapshot = Vault.unlock(damaged, key).snapshot(id);
                    Verification found = snapshot.verify(false, Progress.silent());
                    assertThat(found.damages()).as(object + " " + length).isNotEmpty();
                    assertThat(found.damages().getFirst().object()).isEqualTo(object);
                }
            }
        }
    }

    @Test
    void isFoundWhenObjectsChangePlaces() throws Exception {
        List<String> wal = storage.keys().stream().filter(k -> k.startsWith("wal/")).toList();
        assertThat(wal).hasSizeGreaterThan(1);
        MemoryStorage damaged = storage.copy("damaged");
        byte[] second = storage.bytes(wal.get(1));
        damaged.corrupt(wal.get(0), _ -> second);
        Snapshot snapshot = Vault.unlock(damaged, key).snapshot(id);
        assertThat(snapshot.verify(true, Progress.silent()).damages()).hasSize(1);
        assertProblem(ProblemCode.OBJECT_DAMAGED, () -> Reading.assertHolds(snapshot, data));
    }

    @Test
    void isNotReferredToAgain() throws Exception {
        String pack = packOf("base/5/1");
        storage.corrupt(pack, bytes -> Arrays.copyOf(bytes, bytes.length - 1));
        Vault vault = Vault.unlock(storage, key);
        Snapshot former = vault.snapshot(id);
        String second = new Taking(List.of(vault)).take(data, Optional.of(former)).manifest().id();
        Reading.assertHolds(vault.snapshot(second), data);
    }
}
