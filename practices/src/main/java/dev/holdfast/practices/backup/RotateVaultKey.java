package dev.holdfast.practices.backup;

import dev.holdfast.core.operation.Request;

/// Replaces the vault key by a new one. No data is rewritten.
public record RotateVaultKey() implements Request<KeyReport> {

    @Override
    public String kind() {
        return "vault key rotate";
    }

    @Override
    public String subject() {
        return "vault";
    }
}
