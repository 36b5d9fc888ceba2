package dev.holdfast.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.core.storage.Content;
import dev.holdfast.testkit.FaultyStorage;
import dev.holdfast.testkit.MemoryStorage;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class VaultKeysTest {
    private final VaultKey key = VaultKey.random(Taking.RANDOM);
    private final MemoryStorage storage = new MemoryStorage("onsite");

    private Vault create() {
        return Vault.create(storage, key, Taking.NOON, Taking.RANDOM);
    }

    @Test
    void opensWithTheKeyItWasMadeWith() {
        Vault made = create();
        Vault opened = Vault.unlock(storage, VaultKey.parse(key.base64() + "\n"));
        assertThat(opened.id()).isEqualTo(made.id());
        assertThat(opened.publicKey()).isEqualTo(made.publicKey());
        assertThat(opened.fingerprint()).isEqualTo(made.fingerprint()).hasSize(64);
        assertThat(opened.snapshotIds()).isEmpty();
    }

    @Test
    void refusesAnotherKeyWithoutTellingEither() {
        create();
        VaultKey other = VaultKey.random(Taking.RANDOM);
        assertProblem(ProblemCode.VAULT_KEY_WRONG, () -> Vault.unlock(storage, other));
        assertThatThrownBy(() -> Vault.unlock(storage, other))
                .hasMessageContaining(key.id())
                .hasMessageNotContaining(key.base64())
                .hasMessageNotContaining(other.base64());
        assertThat(key.toString()).doesNotContain(key.base64());
    }

    @Test
    void refusesTextThatIsNoKey() {
        assertProblem(ProblemCode.VAULT_KEY_MISSING, () -> VaultKey.parse(" \n"));
        assertProblem(ProblemCode.VAULT_KEY_WRONG, () -> VaultKey.parse("secret!"));
        String sixteen = Base64.getEncoder().encodeToString(new byte[16]);
        assertProblem(ProblemCode.VAULT_KEY_WRONG, () -> VaultKey.parse(sixteen));
        assertThatThrownBy(() -> VaultKey.parse("secret!")).hasMessageNotContaining("secret!");
    }

    @Test
    void saysThatThereIsNoVault() {
        assertThat(Vault.exists(storage)).isFalse();
        assertProblem(ProblemCode.VAULT_MISSING, () -> Vault.unlock(storage, key));
    }

    @Test
    void neverReplacesAVault() {
        Vault first = create();
        assertProblem(ProblemCode.VAULT_FOREIGN, this::create);
        assertThat(Vault.unlock(storage, key).id()).isEqualTo(first.id());
    }

    @Test
    void namesTheFormatThatItDoesNotRead() {
        create();
        storage.corrupt("vault.json", VaultKeysTest::withFormatTwo);
        assertProblem(ProblemCode.VAULT_FORMAT_UNKNOWN, () -> Vault.unlock(storage, key));
        assertThatThrownBy(() -> Vault.unlock(storage, key))
                .hasMessageContaining("format 2")
                .hasMessageContaining("format 1");
    }

    private static byte[] withFormatTwo(byte[] json) {
        String text = new String(json, StandardCharsets.UTF_8);
        String changed = text.replaceFirst("\"format\"\\s*:\\s*1", "\"format\" : 2");
        return changed.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void noticesEveryFlippedByteOfItsKeys() {
        create();
        byte[] good = storage.bytes("keys/000001");
        for (int i = 0; i < good.length; i++) {
            int at = i;
            MemoryStorage damaged = storage.copy("damaged");
            damaged.corrupt("keys/000001", bytes -> flip(bytes, at));
            try {
                Vault opened = Vault.unlock(damaged, key);
                assertThat(opened.publicKey()).isEqualTo(create(damaged).publicKey());
            } catch (HoldfastException e) {
                assertThat(e.problem().code())
                        .isIn(
                                ProblemCode.OBJECT_DAMAGED,
                                ProblemCode.OBJECT_MISSING,
                                ProblemCode.VAULT_KEY_WRONG);
            }
        }
    }

    private Vault create(MemoryStorage damaged) {
        assertThat(damaged.keys()).contains("vault.json");
        return Vault.unlock(storage, key);
    }

    private static byte[] flip(byte[] bytes, int at) {
        bytes[at] ^= 1;
        return bytes;
    }

    @Test
    void copiesItselfToAnotherStorage() {
        Vault vault = create();
        MemoryStorage cloud = new MemoryStorage("cloud");
        Vault copy = Vault.createLike(vault, cloud);
        assertThat(copy.id()).isEqualTo(vault.id());
        assertThat(Vault.unlock(cloud, key).publicKey()).isEqualTo(vault.publicKey());
        assertThat(Vault.createLike(vault, cloud).id()).isEqualTo(vault.id());
    }

    @Test
    void neverCopiesItselfOverAnotherVault() {
        MemoryStorage cloud = new MemoryStorage("cloud");
        Vault.create(cloud, key, Taking.NOON, Taking.RANDOM);
        assertProblem(ProblemCode.VAULT_FOREIGN, () -> Vault.createLike(create(), cloud));
    }

    @Test
    void isMadeWholeOrNotAtAll() {
        for (int call = 1; ; call++) {
            MemoryStorage memory = new MemoryStorage("onsite");
            FaultyStorage faulty = new FaultyStorage(memory);
            faulty.failCall(call, false);
            boolean made;
            try {
                Vault.create(faulty, key, Taking.NOON, Taking.RANDOM);
                made = true;
            } catch (HoldfastException e) {
                assertThat(e.problem().code()).isEqualTo(ProblemCode.STORAGE_UNREACHABLE);
                made = false;
            }
            assertThat(Vault.exists(memory)).isEqualTo(made);
            if (made) {
                assertThat(call).isGreaterThan(2);
                return;
            }
            Vault second = Vault.create(memory, key, Taking.NOON, Taking.RANDOM);
            assertThat(Vault.unlock(memory, key).id()).isEqualTo(second.id());
        }
    }

    @Test
    void listsOnlyWhatIsASnapshot() {
        Vault vault = create();
        storage.create("snapshots/README", Content.of(new byte[] {1}));
        storage.create("snapshots/20261122-120000-ab12.tmp", Content.of(new byte[] {1}));
        assertThat(vault.snapshotIds()).isEmpty();
        assertProblem(ProblemCode.SNAPSHOT_UNKNOWN, () -> vault.manifest("README"));
        assertProblem(ProblemCode.SNAPSHOT_UNKNOWN, () -> vault.manifest("../vault.json"));
        assertProblem(ProblemCode.SNAPSHOT_UNKNOWN, () -> vault.manifest("20261122-120000-ab12"));
    }

    static void assertProblem(ProblemCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        HoldfastException.class,
                        e -> assertThat(e.problem().code()).isEqualTo(code));
    }
}
