package dev.holdfast.core.access;

import java.util.List;
import java.util.Optional;

/// Remembers tokens by the hash of their secret. Safe for many threads and for several processes;
/// what returned is durable. `STATE_UNUSABLE` when it cannot be written or read.
public interface TokenStore {

    /// @param hash of the secret; no two tokens share it
    /// @return false when there is one of that name: nothing was changed
    boolean add(AccessToken token, String hash);

    /// Forgets the token of that name.
    ///
    /// @return false when there is none
    boolean remove(String name);

    /// By name.
    List<AccessToken> all();

    Optional<AccessToken> withHash(String hash);
}
