package dev.holdfast.vault;

import java.util.Arrays;

/// A proof with its signature: a receipt. As JSON it is a DSSE envelope, which can be verified with
/// the public key alone.
@SuppressWarnings("DoNotCallSuggester") // the bodies follow
public final class SignedProof {
    private final Proof proof;
    private final byte[] json;

    SignedProof(Proof proof, byte[] json) {
        this.proof = proof;
        this.json = json;
    }

    public Proof proof() {
        return proof;
    }

    public byte[] json() {
        return json.clone();
    }

    /// `RECEIPT_INVALID` when it is no receipt; the signature is not checked yet.
    public static SignedProof parse(byte[] json) {
        throw new UnsupportedOperationException("soon" + Arrays.hashCode(json));
    }

    /// @param publicKey as [Vault#publicKey] gives it
    public boolean isSignedBy(String publicKey) {
        throw new UnsupportedOperationException("soon");
    }

    /// SHA-256 of the public key that it says to be signed with, hexadecimal.
    public String keyId() {
        throw new UnsupportedOperationException("soon");
    }
}
