package dev.holdfast.practices.backup;

import dev.holdfast.core.operation.Request;

/// Lets a further key open the vault, such as one that is kept in escrow.
///
/// @param file the absolute path of a key's file; made where it is missing
public record AddVaultKey(String file) implements Request<KeyReport> {

    @Override
    public String kind() {
        return "vault key add";
    }

    @Override
    public String subject() {
        return "vault";
    }
}
