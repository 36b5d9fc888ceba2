package dev.holdfast.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.access.AccessToken;
import dev.holdfast.core.access.Role;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SessionsTest {
    private static final Instant START = Instant.parse("2026-11-22T09:00:00Z");
    private static final AccessToken ANNA =
            new AccessToken("anna", Role.VIEWER, START, "root@vm", Optional.empty());

    private Instant now = START;
    private final InstantSource clock = () -> now;
    private final Sessions sessions = new Sessions(clock, new SecureRandom());

    @Test
    void endWhenUnusedForTooLong() {
        String id = sessions.begin(ANNA).id();
        now = now.plus(Session.IDLE).minusSeconds(1);
        assertThat(sessions.isOpen(id)).isTrue();
        assertThat(sessions.find(id)).isPresent();
        now = now.plus(Session.IDLE).minusSeconds(1);
        assertThat(sessions.find(id)).as("used meanwhile").isPresent();
        now = now.plus(Session.IDLE);
        assertThat(sessions.isOpen(id)).isFalse();
        assertThat(sessions.find(id)).isEmpty();
    }

    @Test
    void endAfterTheLongestTimeHoweverMuchTheyAreUsed() {
        String id = sessions.begin(ANNA).id();
        while (now.isBefore(START.plus(Session.LONGEST))) {
            assertThat(sessions.find(id)).isPresent();
            now = now.plus(Duration.ofHours(1));
        }
        assertThat(sessions.find(id)).isEmpty();
    }

    @Test
    void haveIdsThatNobodyGuesses() {
        Session one = sessions.begin(ANNA);
        Session other = sessions.begin(ANNA);
        assertThat(one.id()).hasSize(43).isNotEqualTo(other.id());
        assertThat(one.csrf()).hasSize(43).isNotEqualTo(one.id());
        assertThat(one.toString()).doesNotContain(one.id());
        sessions.end(one.id());
        assertThat(sessions.find(one.id())).isEmpty();
        assertThat(sessions.find(other.id())).isPresent();
    }

    @Test
    void wrongTokensAreCountedByAddressAndForgottenAfterAWhile() {
        LoginLimit limit = new LoginLimit(clock);
        for (int i = 0; i < LoginLimit.MOST; i++) {
            assertThat(limit.isReached("10.0.0.1")).isFalse();
            limit.count("10.0.0.1");
        }
        assertThat(limit.isReached("10.0.0.1")).isTrue();
        assertThat(limit.isReached("10.0.0.2")).isFalse();
        now = now.plus(LoginLimit.WITHIN).plusSeconds(1);
        assertThat(limit.isReached("10.0.0.1")).isFalse();
    }
}
