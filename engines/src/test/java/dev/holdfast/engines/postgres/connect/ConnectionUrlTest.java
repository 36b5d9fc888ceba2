package dev.holdfast.engines.postgres.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGProperty;

final class ConnectionUrlTest {

    @Test
    void readsSeveralHostsAndOptions() {
        ConnectionUrl url =
                parse(
                        "postgresql://a%40b@db1:5433,[::1]:5434,db3/my%20db?sslmode=verify-full"
                                + "&application_name=a+b");
        assertThat(url.hosts())
                .containsExactly(
                        new HostPort("db1", 5433),
                        new HostPort("::1", 5434),
                        new HostPort("db3", 5432));
        assertThat(url.hosts().get(1)).hasToString("[::1]:5434");
        assertThat(url.user()).contains("a@b");
        assertThat(url.database()).contains("my db");
        assertThat(url.options())
                .isEqualTo(Map.of("sslmode", "verify-full", "application_name", "a+b"));
    }

    @Test
    void takesWhatIsLeftOutFromTheDefaults() {
        ConnectionUrl url = parse("postgres://");
        assertThat(url.hosts()).containsExactly(new HostPort("localhost", 5432));
        assertThat(url.user()).isEmpty();
        assertThat(url.database()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://a:secret@db/x",
                "postgresql://a@db/x?password=secret",
                "postgresql://a@db/x?sslpassword=secret",
                "jdbc:postgresql://db/x",
                "postgresql://a@db:none/x",
                "postgresql://a@db:99999/x",
                "postgresql://a@%2Fvar%2Frun/x",
                "postgresql://a@db/x?sslmode",
                "postgresql://a@db/100%"
            })
    void refusesWithoutRepeatingASecret(String text) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOfSatisfying(
                        HoldfastException.class,
                        e -> {
                            assertThat(e.is(ProblemCode.CONFIGURATION_INVALID)).isTrue();
                            assertThat(e.getMessage()).doesNotContain("secret");
                        });
    }

    @Test
    void refusesOptionsItDoesNotKnow() {
        assertThatThrownBy(() -> DriverOptions.translate("shop", Map.of("ssl_mode", "require")))
                .hasMessageContaining("'ssl_mode'");
    }

    @Test
    void verifiesWhenThereIsARootToVerifyWith() {
        assertThat(
                        PGProperty.SSL_MODE.getOrNull(
                                DriverOptions.translate(
                                        "shop",
                                        Map.of("sslmode", "require", "sslrootcert", "/ca.pem"))))
                .isEqualTo("verify-ca");
        assertThat(
                        PGProperty.SSL_MODE.getOrNull(
                                DriverOptions.translate("shop", Map.of("sslrootcert", "system"))))
                .isEqualTo("verify-full");
    }

    private static ConnectionUrl parse(String url) {
        return ConnectionUrl.parse("shop", url);
    }
}
