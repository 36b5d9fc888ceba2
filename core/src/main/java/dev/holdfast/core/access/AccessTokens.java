package dev.holdfast.core.access;

import dev.holdfast.core.journal.Journal;
import dev.holdfast.core.journal.NewEntry;
import dev.holdfast.core.operation.Actor;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.core.secret.SecretHash;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Makes, knows and revokes tokens; the journal tells of each. Of a secret of 256 random bits only
/// the hash is kept.
public final class AccessTokens {
    private static final String PREFIX = "hf_";
    private static final int SECRET_BYTES = 32;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private final TokenStore store;
    private final Journal journal;
    private final InstantSource clock;
    private final SecureRandom random;

    /// @param secret shown once, kept nowhere
    public record Created(AccessToken token, String secret) {
        @Override
        public String toString() {
            return "Created[" + token.name() + "]";
        }
    }

    public AccessTokens(
            TokenStore store, Journal journal, InstantSource clock, SecureRandom random) {
        this.store = store;
        this.journal = journal;
        this.clock = clock;
        this.random = random;
    }

    /// `USAGE` when the name is taken, or is none.
    ///
    /// @param lifetime how long it holds; empty for ever
    public Created create(String name, Role role, Optional<Duration> lifetime) {
        if (!NAME.matcher(name).matches()) {
            throw new HoldfastException(
                    ProblemCode.USAGE,
                    "'" + name + "' cannot be the name of a token",
                    "take letters, digits, dot, dash and underscore, 64 at most");
        }
        Instant now = clock.instant();
        AccessToken token =
                new AccessToken(name, role, now, Actor.current(), lifetime.map(now::plus));
        String secret = newSecret();
        if (!store.add(token, SecretHash.of(secret))) {
            throw new HoldfastException(
                    ProblemCode.USAGE,
                    "there is a token '" + name + "' already",
                    "take another name, or revoke it first: holdfast token revoke " + name);
        }
        journal("token create", name, "{\"role\":\"" + role.word() + "\"}");
        return new Created(token, secret);
    }

    public List<AccessToken> list() {
        return store.all();
    }

    /// `USAGE` when there is none of that name.
    public void revoke(String name) {
        if (!store.remove(name)) {
            throw new HoldfastException(
                    ProblemCode.USAGE, "there is no token '" + name + "'", "holdfast token list");
        }
        journal("token revoke", name, "{}");
    }

    /// Whose `secret` is; empty when it is nobody's, or has ended.
    public Optional<AccessToken> find(String secret) {
        return store.withHash(SecretHash.of(secret))
                .filter(token -> token.holdsAt(clock.instant()));
    }

    /// Whether the token is still there as it was given: not revoked, not ended.
    public boolean holds(AccessToken token) {
        return token.holdsAt(clock.instant()) && store.all().contains(token);
    }

    private String newSecret() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private void journal(String kind, String name, String details) {
        journal.append(
                new NewEntry(
                        clock.instant(),
                        Actor.current(),
                        kind,
                        name,
                        Optional.empty(),
                        "done",
                        details));
    }
}
