package dev.holdfast.practices.backup;

import dev.holdfast.core.operation.Request;

/// Lets a key open the vault no more, as far as the newest generation of wrapped keys goes.
///
/// @param keyId the beginning of it is enough
public record RemoveVaultKey(String keyId) implements Request<KeyReport> {

    @Override
    public String kind() {
        return "vault key remove";
    }

    @Override
    public String subject() {
        return "vault";
    }
}
