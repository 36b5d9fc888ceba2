package dev.holdfast.practices.backup;

import dev.holdfast.core.operation.Request;

/// Tells which vault keys open the vault in which storage; changes nothing.
public record ListVaultKeys() implements Request<KeyReport> {

    @Override
    public String kind() {
        return "vault key list";
    }

    @Override
    public String subject() {
        return "vault";
    }
}
