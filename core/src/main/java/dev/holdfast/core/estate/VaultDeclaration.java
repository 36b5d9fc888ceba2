package dev.holdfast.core.estate;

import dev.holdfast.core.secret.Secret;

/// How the vault is unlocked.
///
/// @param key 32 random bytes in base64; `vault init` makes one where its file is missing
public record VaultDeclaration(Secret key) {}
