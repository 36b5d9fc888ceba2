package dev.holdfast.vault;

import static dev.holdfast.vault.VaultKeysTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.testkit.MemoryStorage;
import dev.holdfast.vault.Proof.Rung;
import dev.holdfast.vault.Proof.RungVerdict;
import dev.holdfast.vault.Proof.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SignedProofTest {
    private static final String SNAPSHOT = "20261122-120000-ab12";

    private final MemoryStorage storage = new MemoryStorage("onsite");
    private final VaultKey key = VaultKey.random(Taking.RANDOM);
    private final Vault vault = Vault.create(storage, key, Taking.NOON, Taking.RANDOM);

    private static Proof proof(int hours) {
        return new Proof(
                SNAPSHOT,
                "shop@production",
                "7291234567890123456",
                "on/site é",
                Taking.NOON,
                Taking.NOON.plus(Duration.ofHours(hours)),
                Verdict.PROVEN,
                1.5,
                12.25,
                "18.6",
                "18.6",
                "0.1.0",
                List.of(new Rung(0, "objects", RungVerdict.PASS, "12 objects", 0.5)));
    }

    @Test
    void isVerifiedWithThePublicKeyAlone() {
        SignedProof signed = vault.sign(proof(1));
        SignedProof parsed = SignedProof.parse(signed.json());
        assertThat(parsed.proof()).isEqualTo(proof(1));
        assertThat(parsed.isSignedBy(vault.publicKey())).isTrue();
        String pem =
                "-----BEGIN PUBLIC KEY-----\n" + vault.publicKey() + "\n-----END PUBLIC KEY-----\n";
        assertThat(parsed.isSignedBy(pem)).isTrue();
        assertThat(parsed.keyId()).isEqualTo(vault.fingerprint());
    }

    @Test
    void isNotSignedByAnotherVault() {
        Vault other = Vault.create(new MemoryStorage("x"), key, Taking.NOON, Taking.RANDOM);
        assertThat(vault.sign(proof(1)).isSignedBy(other.publicKey())).isFalse();
        assertProblem(ProblemCode.USAGE, () -> vault.sign(proof(1)).isSignedBy("no key"));
    }

    @Test
    void showsEveryChangedByte() {
        byte[] good = vault.sign(proof(1)).json();
        for (int i = 0; i < good.length; i += 3) {
            byte[] changed = good.clone();
            changed[i] ^= 1;
            boolean accepted;
            try {
                SignedProof parsed = SignedProof.parse(changed);
                accepted = parsed.isSignedBy(vault.publicKey()) && !parsed.proof().equals(proof(1));
            } catch (dev.holdfast.core.problem.HoldfastException e) {
                assertThat(e.problem().code()).isEqualTo(ProblemCode.RECEIPT_INVALID);
                accepted = false;
            }
            assertThat(accepted).isFalse();
        }
    }

    @Test
    void refusesWhatIsNoReceipt() {
        for (String text : List.of("", "{}", "null", "[1]", "{\"payloadType\":\"x\"}", "\u0000")) {
            byte[] json = text.getBytes(StandardCharsets.UTF_8);
            assertProblem(ProblemCode.RECEIPT_INVALID, () -> SignedProof.parse(json));
        }
    }

    @Test
    void isKeptInTheVaultAndFoundAgain() {
        vault.keep(vault.sign(proof(2)));
        vault.keep(vault.sign(proof(1)));
        SignedProof third = vault.sign(proof(3));
        vault.keep(third);
        vault.keep(third);
        Vault other = Vault.create(new MemoryStorage("x"), key, Taking.NOON, Taking.RANDOM);
        vault.keep(other.sign(proof(4)));
        storage.create(
                "proofs/" + SNAPSHOT + "/torn.json",
                dev.holdfast.core.storage.Content.of(new byte[] {'{'}));
        assertThat(vault.proofs(SNAPSHOT).stream().map(SignedProof::proof))
                .containsExactly(proof(1), proof(2), proof(3));
        assertThat(vault.proofs("20261122-120000-0000")).isEmpty();
        assertThat(vault.proofs("../keys")).isEmpty();
    }
}
