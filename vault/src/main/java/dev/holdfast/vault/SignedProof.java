package dev.holdfast.vault;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.vault.pipeline.DamagedData;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/// A proof with its signature: a receipt. As JSON it is a DSSE envelope, which can be verified with
/// the public key alone.
public final class SignedProof {
    private static final String PAYLOAD_TYPE = "application/vnd.holdfast.proof+json";

    private final Proof proof;
    private final byte[] json;
    private final byte[] payload;
    private final List<Signed> signatures;

    private record Envelope(String payloadType, String payload, List<Signed> signatures) {
        Envelope {
            Objects.requireNonNull(payload);
            signatures = List.copyOf(signatures);
        }
    }

    private record Signed(String keyid, String sig) {
        Signed {
            Objects.requireNonNull(keyid);
            Objects.requireNonNull(sig);
        }
    }

    private SignedProof(byte[] json, byte[] payload, List<Signed> signatures) {
        this.proof = Json.read(payload, Proof.class);
        this.json = json;
        this.payload = payload;
        this.signatures = signatures;
    }

    static SignedProof sign(Proof proof, PrivateKey key, PublicKey publicKey) {
        byte[] payload = Json.write(proof);
        byte[] signature = Signatures.sign(key, PAYLOAD_TYPE, payload);
        Signed signed =
                new Signed(
                        Signatures.keyId(publicKey), Base64.getEncoder().encodeToString(signature));
        Envelope envelope =
                new Envelope(
                        PAYLOAD_TYPE, Base64.getEncoder().encodeToString(payload), List.of(signed));
        return new SignedProof(Json.write(envelope), payload, envelope.signatures());
    }

    public Proof proof() {
        return proof;
    }

    public byte[] json() {
        return json.clone();
    }

    /// `RECEIPT_INVALID` when it is no receipt; the signature is not checked yet.
    public static SignedProof parse(byte[] json) {
        try {
            Envelope envelope = Json.read(json, Envelope.class);
            if (!PAYLOAD_TYPE.equals(envelope.payloadType()) || envelope.signatures().isEmpty()) {
                throw new DamagedData("it is not a signed proof");
            }
            byte[] payload = Base64.getDecoder().decode(envelope.payload());
            return new SignedProof(json.clone(), payload, envelope.signatures());
        } catch (DamagedData | IllegalArgumentException e) {
            throw new HoldfastException(
                    ProblemCode.RECEIPT_INVALID,
                    "the receipt cannot be read: " + e.getMessage(),
                    "take it from the vault again: holdfast backup show",
                    e);
        }
    }

    /// @param publicKey as [Vault#publicKey] gives it, or a PEM file's text; what is no key at all
    ///   is `USAGE`
    public boolean isSignedBy(String publicKey) {
        PublicKey key = publicKeyOf(publicKey);
        return signatures.stream().anyMatch(signed -> isValid(signed, key));
    }

    /// SHA-256 of the public key that it says to be signed with, hexadecimal.
    public String keyId() {
        return signatures.getFirst().keyid();
    }

    private boolean isValid(Signed signed, PublicKey key) {
        try {
            byte[] signature = Base64.getDecoder().decode(signed.sig());
            return Signatures.verify(key, PAYLOAD_TYPE, payload, signature);
        } catch (IllegalArgumentException e) {
            return false; // not base64: no signature
        }
    }

    private static PublicKey publicKeyOf(String text) {
        try {
            return Signatures.publicKey(text);
        } catch (IllegalArgumentException e) {
            throw new HoldfastException(
                    ProblemCode.USAGE,
                    "the public key is not an Ed25519 key in base64",
                    "take the one that is printed by: holdfast vault check",
                    e);
        }
    }
}
