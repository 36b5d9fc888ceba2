package dev.holdfast.server.access;

import dev.holdfast.core.access.AccessToken;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The sessions of this daemon, in memory only: a restart ends them.
final class Sessions {
    private static final int MOST = 1_000;
    private static final int SECRET_BYTES = 32;

    private final InstantSource clock;
    private final SecureRandom random;
    private final Map<String, Session> sessions = new HashMap<>();

    Sessions(InstantSource clock, SecureRandom random) {
        this.clock = clock;
        this.random = random;
    }

    synchronized Session begin(AccessToken token) {
        sessions.values().removeIf(this::hasEnded);
        if (sessions.size() >= MOST) {
            sessions.values().stream()
                    .min(Comparator.comparing(Session::used))
                    .ifPresent(oldest -> sessions.remove(oldest.id()));
        }
        Session session = new Session(secret(), secret(), token, clock.instant(), clock.instant());
        sessions.put(session.id(), session);
        return session;
    }

    /// The session of that id, which is used now.
    synchronized Optional<Session> find(String id) {
        Optional<Session> found = Optional.ofNullable(sessions.get(id));
        if (found.filter(this::hasEnded).isPresent()) {
            sessions.remove(id);
            return Optional.empty();
        }
        Optional<Session> used = found.map(session -> session.usedAt(clock.instant()));
        used.ifPresent(session -> sessions.put(id, session));
        return used;
    }

    /// Without using it.
    synchronized boolean isOpen(String id) {
        return Optional.ofNullable(sessions.get(id)).filter(it -> !hasEnded(it)).isPresent();
    }

    synchronized void end(String id) {
        sessions.remove(id);
    }

    private boolean hasEnded(Session session) {
        return !clock.instant().isBefore(session.ends());
    }

    private String secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
