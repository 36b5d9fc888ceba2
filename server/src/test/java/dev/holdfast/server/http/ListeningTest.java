package dev.holdfast.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.problem.HoldfastException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ListeningTest {

    private static String read(String text) {
        Listening read = Listening.read(text);
        return read.host() + " " + read.port();
    }

    @Test
    void readsHostsAndPorts() {
        assertThat(read("127.0.0.1:7480")).isEqualTo("127.0.0.1 7480");
        assertThat(read("8080")).isEqualTo("127.0.0.1 8080");
        assertThat(read("db1.example")).isEqualTo("db1.example 7480");
        assertThat(read("[::1]:9000")).isEqualTo("::1 9000");
        assertThat(read("[::]")).isEqualTo(":: 7480");
        assertThat(read("localhost:0")).isEqualTo("localhost 0");
    }

    @Test
    void refusesWhatIsNone() {
        for (String wrong : List.of("", ":80", "host:port", "127.0.0.1:70000", "host:-1")) {
            assertThatThrownBy(() -> Listening.read(wrong))
                    .as(wrong)
                    .isInstanceOf(HoldfastException.class);
        }
    }

    @Test
    void letsOtherMachinesInOnlyEncryptedUnlessForced() {
        Listening.Tls tls = new Listening.Tls(Path.of("c"), Path.of("k"));
        assertThatThrownBy(Listening.read("0.0.0.0:1")::requireSafe)
                .isInstanceOf(HoldfastException.class)
                .hasMessageContaining("nothing would be encrypted");
        Listening.read("127.0.0.1:1").requireSafe();
        Listening.read("[::1]:1").requireSafe();
        new Listening("0.0.0.0", 1, Optional.of(tls), List.of(), false).requireSafe();
        new Listening("0.0.0.0", 1, Optional.empty(), List.of(), true).requireSafe();
    }

    @Test
    void knowsTheNamesItIsAskedBy() {
        HostCheck local = new HostCheck(Listening.read("127.0.0.1:7480"));
        assertThat(local.allows("localhost:7480")).isTrue();
        assertThat(local.allows("127.0.0.1")).isTrue();
        assertThat(local.allows("[::1]:7480")).isTrue();
        assertThat(local.allows("attacker.example:7480")).isFalse();
        assertThat(local.allows("127.0.0.1.attacker.example")).isFalse();
        assertThat(local.allows(null)).isFalse();
        HostCheck named =
                new HostCheck(
                        new Listening(
                                "10.0.0.1", 1, Optional.empty(), List.of("Backup.example"), true));
        assertThat(named.allows("backup.EXAMPLE:443")).isTrue();
        assertThat(named.allows("localhost")).isFalse();
    }
}
