package dev.holdfast.engines.postgres.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.core.engine.Server;
import dev.holdfast.core.engine.ServerAddress;
import dev.holdfast.core.engine.ServerFacts;
import dev.holdfast.core.engine.SnapshotSettings;
import dev.holdfast.core.problem.Finding;
import dev.holdfast.core.problem.Finding.Severity;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.engines.postgres.PostgresServer;
import dev.holdfast.engines.postgres.connect.Connector;
import dev.holdfast.engines.postgres.connect.Session;
import dev.holdfast.engines.postgres.runner.EmbeddedServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a server says of itself, and how it refuses.
final class LoginTest {

    private static final String ROLE = "Backup Reader";
    private static final String PASSWORD = "correct horse";

    @TempDir private static Path directory;
    private static EmbeddedServer live;

    @BeforeAll
    static void start() throws Exception {
        live =
                EmbeddedServer.start(
                        EmbeddedServer.Options.of(17, directory.resolve("live"))
                                .withSuperuser("owner", "staple"));
        try (Server server = connect("owner", "staple", "postgres")) {
            for (String statement : server.snapshotGrants(ROLE)) {
                live.execute("postgres", statement);
            }
        }
        live.execute(
                "postgres",
                "ALTER ROLE \"" + ROLE + "\" PASSWORD '" + PASSWORD + "'",
                "CREATE DATABASE closed",
                "REVOKE CONNECT ON DATABASE closed FROM PUBLIC",
                "CREATE DATABASE shop",
                "CREATE ROLE group_role");
    }

    @AfterAll
    static void stop() {
        live.close();
    }

    @Test
    void tellsItsFacts() throws Exception {
        try (Server server = connect(ROLE, PASSWORD, "postgres")) {
            ServerFacts facts = server.facts();
            assertThat(facts.systemIdentifier())
                    .isEqualTo(
                            live.query(
                                    "postgres",
                                    "SELECT system_identifier FROM pg_control_system()"));
            assertThat(facts.version()).isEqualTo(live.version());
            assertThat(facts.majorVersion()).isEqualTo(17);
            assertThat(facts.address()).isEqualTo("127.0.0.1:" + live.port());
            assertThat(facts.standby()).isFalse();
            assertThat(facts.dataChecksums()).isTrue();
            assertThat(facts.pageBytes()).isEqualTo(8192);
            assertThat(facts.segmentBytes()).isEqualTo(1L << 30);
            assertThat(facts.walSegmentBytes()).isEqualTo(16L << 20);
            assertThat(facts.dataDirectory()).isEqualTo(live.dataDirectory().toString());
            assertThat(facts.databases())
                    .extracting(ServerFacts.DatabaseFacts::name)
                    .contains("closed", "postgres", "shop", "template0");
            assertThat(facts.databases())
                    .filteredOn(database -> database.name().equals("shop"))
                    .allSatisfy(shop -> {
                        assertThat(shop.sizeBytes()).isPositive();
                        assertThat(shop.extensions()).containsKey("plpgsql");
                    });
            assertThat(facts.databases())
                    .filteredOn(database -> database.name().equals("closed"))
                    .allSatisfy(closed -> assertThat(closed.extensions()).isEmpty());
            assertThat(facts.roles()).contains("owner", ROLE, "group_role");
            assertThat(facts.recoverySettings()).containsEntry("max_connections", "100").hasSize(5);
            assertThat(facts.outsideFiles()).isEmpty();
        }
    }

    @Test
    void findsConfigurationOutsideTheDataDirectoryAndWhatItIncludes() throws Exception {
        Path outside = Files.createDirectories(directory.resolve("outside/conf.d"));
        Files.writeString(outside.resolve("extra.conf"), "work_mem = '6MB'\n");
        Files.writeString(outside.resolve("ignored.txt"), "nothing\n");
        Path shared = Files.writeString(directory.resolve("shared.conf"), "# shared\n");
        Path main =
                Files.writeString(
                        directory.resolve("outside/postgresql.conf"),
                        "include_dir 'conf.d'\ninclude '"
                                + shared
                                + "'\ninclude_if_exists 'none'\n");
        List<ServerFacts.OutsideFile> found;
        try (Session session = session()) {
            found =
                    new OutsideConfiguration(
                                    new ServerFiles(session), live.dataDirectory().toString())
                            .read(Map.of(main.toString(), "postgresql.conf"));
        }
        assertThat(found)
                .extracting(ServerFacts.OutsideFile::restoredAs)
                .containsExactly("postgresql.conf", "conf.d/extra.conf", "outside" + shared);
        assertThat(found.get(1).text()).isEqualTo("work_mem = '6MB'\n");
    }

    private static Session session() {
        return new Connector(address(live.url("postgres", "owner"), "staple")).open();
    }

    @Test
    void namesEachRightThatIsMissing() throws Exception {
        for (String function : new SnapshotNeeds(17).functions()) {
            live.execute(
                    "postgres",
                    "REVOKE EXECUTE ON FUNCTION " + function + " FROM \"" + ROLE + "\"");
            try (Server server = connect(ROLE, PASSWORD, "postgres")) {
                List<Finding> errors = errors(server);
                assertThat(errors).hasSize(1);
                assertThat(errors.getFirst().message()).contains(function).contains(ROLE);
                live.execute("postgres", errors.getFirst().remedy());
                assertThat(errors(server)).isEmpty();
            }
        }
    }

    @Test
    void namesWhatIsWrongWithReplicationAndSettings() throws Exception {
        live.execute(
                "postgres",
                "ALTER ROLE \"" + ROLE + "\" NOREPLICATION",
                "REVOKE pg_read_all_settings FROM \"" + ROLE + "\"");
        try (Server server = connect(ROLE, PASSWORD, "postgres")) {
            List<Finding> findings = server.checkSnapshots();
            assertThat(findings)
                    .extracting(Finding::code)
                    .containsExactly(
                            "replication-missing",
                            "settings-not-readable",
                            "summarize-wal-off",
                            "tables-not-readable",
                            "role-reads-files");
            assertThat(findings)
                    .extracting(Finding::severity)
                    .containsExactly(
                            Severity.ERROR,
                            Severity.WARNING,
                            Severity.WARNING,
                            Severity.NOTE,
                            Severity.NOTE);
            HoldfastException refused =
                    catchThrowableOfType(
                            HoldfastException.class,
                            () -> server.beginSnapshot(new SnapshotSettings("x", true, false)));
            assertThat(refused.is(ProblemCode.SERVER_GRANT_MISSING)).isTrue();
            assertThat(refused.problem().hint())
                    .isEqualTo("ALTER ROLE \"" + ROLE + "\" REPLICATION;");
            for (Finding finding : findings.subList(0, 2)) {
                live.execute("postgres", finding.remedy());
            }
            assertThat(server.checkSnapshots())
                    .extracting(Finding::code)
                    .containsExactly(
                            "summarize-wal-off", "tables-not-readable", "role-reads-files");
        }
    }

    @Test
    void tellsWhyALoginIsRefused() throws Exception {
        assertThat(refusal(ROLE, "wrong", "postgres")).contains("password authentication failed");
        assertThat(refusal("nobody", "x", "postgres")).contains("password authentication failed");
        assertThat(refusal(ROLE, PASSWORD, "nowhere")).contains("database \"nowhere\"");
        assertThat(refusal(ROLE, PASSWORD, "closed")).contains("permission denied for database");
    }

    private static String refusal(String role, String password, String database) {
        HoldfastException e =
                catchThrowableOfType(
                        HoldfastException.class, () -> connect(role, password, database).close());
        assertThat(e.is(ProblemCode.SERVER_LOGIN_FAILED)).as(e.problem().message()).isTrue();
        assertThat(e.problem().hint()).isNotEmpty();
        assertThat(e.problem().toString()).doesNotContain(PASSWORD);
        return e.problem().message();
    }

    @Test
    void tellsThatAPasswordIsWanted() {
        HoldfastException e =
                catchThrowableOfType(
                        HoldfastException.class,
                        () ->
                                PostgresServer.connect(
                                        new ServerAddress(
                                                "shop",
                                                live.url("postgres", "owner")
                                                        + "?passfile=/nonexistent",
                                                Optional.empty(),
                                                Optional.empty()),
                                        InstantSource.system()));
        assertThat(e.is(ProblemCode.SERVER_LOGIN_FAILED)).as(e.problem().message()).isTrue();
        assertThat(e.problem().hint()).contains("/nonexistent");
    }

    @Test
    void triesEveryHostAndSaysWhatEachSaid() throws Exception {
        int closed = closedPort();
        String url = live.url("postgres", "owner");
        try (Server server =
                PostgresServer.connect(
                        address(url.replace("@", "@127.0.0.1:" + closed + ","), "staple"),
                        InstantSource.system())) {
            assertThat(server.facts().address()).endsWith(":" + live.port());
        }
        HoldfastException e =
                catchThrowableOfType(
                        HoldfastException.class,
                        () ->
                                PostgresServer.connect(
                                        address(
                                                url.replace("@", "@127.0.0.1:" + closed + ",")
                                                        + "?target_session_attrs=standby",
                                                "staple"),
                                        InstantSource.system()));
        assertThat(e.is(ProblemCode.SERVER_UNREACHABLE)).isTrue();
        assertThat(e.getMessage()).contains("refused").contains("target_session_attrs=standby");
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static List<Finding> errors(Server server) {
        return server.checkSnapshots().stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .toList();
    }

    private static Server connect(String role, String password, String database) {
        return PostgresServer.connect(
                new ServerAddress(
                        "shop@production",
                        live.url(database),
                        Optional.of(role),
                        Optional.of(new Secret.Held(password))),
                InstantSource.system());
    }

    private static ServerAddress address(String url, String password) {
        return new ServerAddress(
                "shop@production", url, Optional.empty(), Optional.of(new Secret.Held(password)));
    }
}
