package dev.holdfast.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.access.AccessToken;
import dev.holdfast.core.access.AccessTokens;
import dev.holdfast.core.access.AccessTokens.Created;
import dev.holdfast.core.access.Role;
import dev.holdfast.core.journal.JournalEntry;
import dev.holdfast.core.journal.JournalFilter;
import dev.holdfast.core.problem.HoldfastException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteTokensTest {
    @TempDir Path directory;
    private Instant now = Instant.parse("2026-11-22T09:00:00Z");
    private SqliteState state;
    private AccessTokens tokens;

    @BeforeEach
    void open() {
        state = SqliteState.open(directory);
        tokens = new AccessTokens(state.tokens(), state.journal(), () -> now, new SecureRandom());
    }

    @AfterEach
    void close() {
        state.close();
    }

    @Test
    void knowsATokenByItsSecretUntilItEndsOrIsRevoked() {
        Created anna = tokens.create("anna", Role.ADMIN, Optional.empty());
        Created bot = tokens.create("bot", Role.VIEWER, Optional.of(Duration.ofDays(1)));
        assertThat(tokens.find(anna.secret())).contains(anna.token());
        assertThat(tokens.find(bot.secret())).contains(bot.token());
        assertThat(tokens.find(anna.secret() + "x")).isEmpty();
        assertThat(tokens.list()).extracting(AccessToken::name).containsExactly("anna", "bot");

        now = now.plus(Duration.ofDays(1));
        assertThat(tokens.find(bot.secret())).isEmpty();
        assertThat(tokens.holds(bot.token())).isFalse();
        tokens.revoke("anna");
        assertThat(tokens.find(anna.secret())).isEmpty();
        assertThat(tokens.holds(anna.token())).isFalse();
    }

    @Test
    void aNameThatIsGivenAgainBringsNoFormerTokenBack() {
        Created former = tokens.create("anna", Role.VIEWER, Optional.empty());
        assertThatThrownBy(() -> tokens.create("anna", Role.ADMIN, Optional.empty()))
                .isInstanceOf(HoldfastException.class);
        tokens.revoke("anna");
        now = now.plusSeconds(1);
        Created later = tokens.create("anna", Role.ADMIN, Optional.empty());
        assertThat(tokens.find(former.secret())).isEmpty();
        assertThat(tokens.holds(former.token())).isFalse();
        assertThat(tokens.find(later.secret())).contains(later.token());
    }

    @Test
    void refusesNamesThatWouldConfuse() {
        for (String name : new String[] {"", "a b", "../x", "-x", "x".repeat(65), "<b>"}) {
            assertThatThrownBy(() -> tokens.create(name, Role.VIEWER, Optional.empty()))
                    .as(name)
                    .isInstanceOf(HoldfastException.class);
        }
    }

    @Test
    void theSecretIsKeptNowhereAndTheJournalTellsOfTheToken() throws Exception {
        String secret = tokens.create("anna", Role.OPERATOR, Optional.empty()).secret();
        assertThatThrownBy(() -> tokens.revoke("nobody")).isInstanceOf(HoldfastException.class);
        tokens.revoke("anna");
        assertThat(state.journal().entries(JournalFilter.everything(), 10))
                .extracting(JournalEntry::kind)
                .containsExactly("token revoke", "token create");
        state.close();
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .doesNotContain(secret.substring(3));
            }
        }
        open();
    }

    @Test
    void theJournalIsSearchedWhereverTheTextStands() {
        tokens.create("anna", Role.OPERATOR, Optional.empty());
        tokens.create("bot", Role.VIEWER, Optional.empty());
        assertThat(found("OPERATOR")).containsExactly("anna");
        assertThat(found("token create")).containsExactly("bot", "anna");
        assertThat(found("100%")).isEmpty();
    }

    private List<String> found(String text) {
        JournalFilter filter =
                new JournalFilter(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(text));
        return state.journal().entries(filter, 10).stream().map(JournalEntry::subject).toList();
    }
}
