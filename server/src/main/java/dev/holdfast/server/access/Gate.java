package dev.holdfast.server.access;

import dev.holdfast.core.access.AccessToken;
import dev.holdfast.core.access.AccessTokens;
import dev.holdfast.core.access.Role;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Where every request stops until it is known whose it is and that they may. `LOGIN_NEEDED`
/// without a token or session that holds; `NOT_ALLOWED` where the role is too small;
/// `REQUEST_REFUSED` for a change that another site's page may have sent; `TOO_MANY_LOGINS` after
/// too many wrong tokens from one address.
public final class Gate {
    /// Repeats the session's value with each change.
    public static final String CSRF_HEADER = "X-CSRF-Token";

    private static final String BEARER = "Bearer ";
    private static final Set<HandlerType> HARMLESS = Set.of(HandlerType.GET, HandlerType.HEAD);

    private final Supplier<AccessTokens> tokens;
    private final Sessions sessions;
    private final LoginLimit limit;

    /// @param tokens asked anew for each request: a revoked token holds no more
    public Gate(Supplier<AccessTokens> tokens, InstantSource clock, SecureRandom random) {
        this.tokens = tokens;
        this.sessions = new Sessions(clock, random);
        this.limit = new LoginLimit(clock);
    }

    /// Whoever sent `http`, when they may do what needs `role`.
    public Caller admit(Context http, Role role) {
        Caller caller = caller(http);
        caller.session().ifPresent(session -> requireOwnPage(http, session));
        caller.require(role);
        return caller;
    }

    /// Whether whoever was admitted would be admitted again.
    public boolean stillHolds(Caller caller) {
        return tokens.get().holds(caller.token())
                && caller.session().filter(session -> !sessions.isOpen(session.id())).isEmpty();
    }

    /// A session for whoever has `secret`.
    Session login(Context http, String secret) {
        requireOwnSite(http);
        return sessions.begin(token(http, secret));
    }

    void logout(Context http) {
        @Nullable String id = SessionCookie.read(http);
        if (id != null) {
            sessions.end(id);
        }
    }

    private Caller caller(Context http) {
        @Nullable String authorization = http.header("Authorization");
        if (authorization != null && authorization.startsWith(BEARER)) {
            String secret = authorization.substring(BEARER.length()).strip();
            return new Caller(token(http, secret), Optional.empty());
        }
        @Nullable String cookie = SessionCookie.read(http);
        Session session =
                Optional.ofNullable(cookie)
                        .flatMap(sessions::find)
                        .filter(found -> tokens.get().holds(found.token()))
                        .orElseThrow(() -> loginNeeded("nobody is logged in, or no longer"));
        return new Caller(session.token(), Optional.of(session));
    }

    /// A right token is never refused for the wrong ones of others behind the same address.
    private AccessToken token(Context http, String secret) {
        Optional<AccessToken> found = tokens.get().find(secret);
        if (found.isPresent()) {
            return found.get();
        }
        if (limit.isReached(http.ip())) {
            throw new HoldfastException(
                    ProblemCode.TOO_MANY_LOGINS,
                    "too many wrong tokens came from " + http.ip(),
                    "wait a minute");
        }
        limit.count(http.ip());
        throw loginNeeded("this token is not known, or has ended");
    }

    private static HoldfastException loginNeeded(String message) {
        return new HoldfastException(
                ProblemCode.LOGIN_NEEDED, message, "holdfast token create NAME --role viewer");
    }

    private static void requireOwnPage(Context http, Session session) {
        if (HARMLESS.contains(http.method())) {
            return;
        }
        requireOwnSite(http);
        @Nullable String sent = http.header(CSRF_HEADER);
        if (sent == null || !MessageDigest.isEqual(bytes(sent), bytes(session.csrf()))) {
            throw crossSite("the header " + CSRF_HEADER + " is missing or wrong");
        }
    }

    private static void requireOwnSite(Context http) {
        @Nullable String site = http.header("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin")) {
            throw crossSite("it was sent by a page of another site");
        }
        @Nullable String origin = http.header("Origin");
        if (origin != null && !origin.equals(http.scheme() + "://" + http.header("Host"))) {
            throw crossSite("it was sent by a page of " + origin);
        }
    }

    private static HoldfastException crossSite(String why) {
        return new HoldfastException(
                ProblemCode.REQUEST_REFUSED, "the request was refused: " + why, "use the console");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
