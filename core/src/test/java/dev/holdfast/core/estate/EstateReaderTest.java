package dev.holdfast.core.estate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.health.Health;
import dev.holdfast.core.health.Limits;
import dev.holdfast.core.health.Unit;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.core.secret.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EstateReaderTest {
    @TempDir Path directory;
    private EstateFiles files;

    @BeforeEach
    void prepare() {
        files = new EstateFiles(directory);
    }

    @Test
    void readsTheExampleOfTheDesign() throws IOException {
        Estate estate = files.read(resource("design.yaml"));

        assertThat(estate.name()).isEqualTo("acme");
        assertThat(estate.vault().key())
                .isEqualTo(new Secret.FromFile(Path.of("/etc/holdfast/vault.key")));
        assertThat(estate.scratch().limitBytes()).hasValue(200_000_000_000L);
        assertThat(estate.environments())
                .containsExactly(
                        new Environment("development", false),
                        new Environment("staging", false),
                        new Environment("production", true));
        assertThat(estate.storages())
                .extracting(StorageDeclaration::name)
                .containsExactly("onsite", "cloud", "vaultbox");
        assertThat(estate.storages().getFirst().domain().site()).contains("hq");
        assertThat(estate.deployments())
                .extracting(Deployment::label)
                .containsExactly("shop@development", "shop@staging", "shop@production");
        assertThat(estate.notYet()).containsExactlyInAnyOrder("schema", "copies", "rollouts");
    }

    @Test
    void readsHowADatabaseIsWatchedAndWhoIsTold() throws IOException {
        Estate estate = files.read(resource("design.yaml"));
        MonitorPolicy policy = estate.deployment("shop@production").watching();
        Limits free = policy.limits("disk-free", Limits.below(Unit.PERCENT, 20, 5));
        assertThat(free.judge(14)).isEqualTo(Health.WARNING);
        assertThat(free.judge(16)).isEqualTo(Health.OK);
        assertThat(estate.alerts())
                .extracting(route -> route.name() + " " + route.target().type())
                .containsExactly("team slack");
    }

    @Test
    void knowsWhenMaintenanceIs() {
        MonitorPolicy.Maintenance sunday =
                new MonitorPolicy.Maintenance(new Schedule.Cron("0 3 * * 0"), Duration.ofHours(2));
        assertThat(sunday.covers(Instant.parse("2026-11-22T02:59:59Z"), ZoneOffset.UTC)).isFalse();
        assertThat(sunday.covers(Instant.parse("2026-11-22T03:00:01Z"), ZoneOffset.UTC)).isTrue();
        assertThat(sunday.covers(Instant.parse("2026-11-22T04:59:59Z"), ZoneOffset.UTC)).isTrue();
        assertThat(sunday.covers(Instant.parse("2026-11-22T05:00:01Z"), ZoneOffset.UTC)).isFalse();
    }

    @Test
    void readsTheBackupPolicyOfTheDesign() throws IOException {
        Deployment production = files.read(resource("design.yaml")).deployment("shop@production");
        BackupPolicy policy = production.backup().orElseThrow();

        assertThat(policy.every()).contains(new Schedule.Every(Duration.ofHours(6)));
        assertThat(policy.to()).containsExactly("onsite", "cloud");
        assertThat(policy.keep()).contains(new BackupPolicy.Keep(8, 0, 14, 8, 12, 0));
        assertThat(policy.prove().newest()).contains(Duration.ofDays(1));
        assertThat(policy.prove().allWithin()).contains(Duration.ofDays(30));
        assertThat(policy.objectives())
                .isEqualTo(
                        new BackupPolicy.Objectives(
                                Optional.of(Duration.ofSeconds(5)),
                                Optional.of(Duration.ofMinutes(10))));
        assertThat(production.backupAddress().user()).contains("holdfast_backup");
        assertThat(production.environment().isProtected()).isTrue();
        assertThat(production.branches())
                .isEqualTo(
                        new BranchPolicy(
                                Optional.of("operator"),
                                Optional.of("customers-masked"),
                                Duration.ofHours(4)));
    }

    @Test
    void fillsInWhatIsNotSaid() {
        Estate estate = files.read(EstateFiles.SMALL);
        BackupPolicy policy = estate.deployment("shop").backup().orElseThrow();

        assertThat(estate.deployment("shop").branches()).isEqualTo(BranchPolicy.DEFAULT);
        assertThat(policy.to()).containsExactly("onsite", "offsite");
        assertThat(policy.workers()).isEqualTo(2);
        assertThat(policy.directRead()).isTrue();
        assertThat(policy.fastCheckpoint()).isTrue();
        assertThat(policy.keep()).isEmpty();
        assertThat(estate.scratch().directory()).isEqualTo(directory.resolve(".holdfast/scratch"));
    }

    @Test
    void readsTheCredentialsThatDelete() {
        String box =
                """
                  - name: box
                    type: sftp
                    host: box.example
                    user: holdfast
                    known-hosts: hosts
                    path: vault
                    key: "${env:WRITER}"
                    bandwidth: 20 MB/s
                    pruner: {key: "${env:PRUNER}"}
                databases:
                """;
        StorageDeclaration read =
                files.read(EstateFiles.SMALL.replace("databases:\n", box)).storage("box");
        assertThat(read.hasPruner()).isTrue();
        assertThat(read.forPruning().settings())
                .isInstanceOfSatisfying(
                        FakeStorageType.Settings.class,
                        settings -> assertThat(settings.pruner()).containsExactly("${env:PRUNER}"));
        assertThat(read.bandwidth()).hasValue(20_000_000);
        assertThat(files.read(EstateFiles.SMALL).storage("onsite").hasPruner()).isFalse();
    }

    @Test
    void takesPathsAsRelativeToTheFile() {
        assertThat(files.read(EstateFiles.SMALL).vault().key())
                .isEqualTo(new Secret.FromFile(directory.resolve("vault.key")));
    }

    @Test
    void readsAssertionsAsTheServerPrintsThem() {
        String backup =
                """
                backup:
                          workers: 4
                          read: sql
                          checkpoint: spread
                          prove:
                            assert:
                              - {name: some orders, sql: "select count(*) > 0 from orders", is: true}
                              - {name: text, sql: "select 'true'", is: "true", database: crm}
                              - {name: number, sql: select 42, is: 42}
                """;
        BackupPolicy policy =
                files.read(EstateFiles.SMALL.replace("backup: {every: 6 h}", backup))
                        .deployment("shop")
                        .backup()
                        .orElseThrow();
        assertThat(policy.prove().assertions())
                .extracting(BackupPolicy.Assertion::expect)
                .containsExactly("t", "true", "42");
        assertThat(policy.prove().assertions().get(1).database()).contains("crm");
        assertThat(policy.workers()).isEqualTo(4);
        assertThat(policy.directRead()).isFalse();
        assertThat(policy.fastCheckpoint()).isFalse();
    }

    @Test
    void saysHowToBeginWhenThereIsNoFile() {
        assertThatThrownBy(() -> EstateReader.read(files.file(), FakeStorageType.ALL))
                .isInstanceOfSatisfying(
                        HoldfastException.class,
                        e -> {
                            assertThat(e.is(ProblemCode.CONFIGURATION_MISSING)).isTrue();
                            assertThat(e.problem().hint()).contains("holdfast init postgresql://");
                        });
    }

    @Test
    void refusesWhatIsNoText() throws IOException {
        Files.write(files.file(), new byte[] {(byte) 0xC3, (byte) 0x28});
        assertThatThrownBy(() -> EstateReader.read(files.file(), FakeStorageType.ALL))
                .hasMessageContaining("not UTF-8");
        assertThat(files.mistakes("")).containsExactly("holdfast.yaml:1:1 the file is empty");
        assertThat(files.mistakes("# nothing yet\n"))
                .containsExactly("holdfast.yaml:1:1 the file is empty");
    }

    @Test
    void findsADatabaseByItsShortNameOnlyWhenItIsClear() throws IOException {
        Estate small = files.read(EstateFiles.SMALL);
        assertThat(small.deployment("shop").label()).isEqualTo("shop@production");
        assertThatThrownBy(() -> small.deployment("shpo"))
                .isInstanceOfSatisfying(
                        HoldfastException.class,
                        e -> {
                            assertThat(e.is(ProblemCode.USAGE)).isTrue();
                            assertThat(e.problem().hint()).isEqualTo("did you mean 'shop'?");
                        });

        Estate design = files.read(resource("design.yaml"));
        assertThatThrownBy(() -> design.deployment("shop"))
                .isInstanceOfSatisfying(
                        HoldfastException.class,
                        e ->
                                assertThat(e.problem().hint())
                                        .contains("shop@development, shop@staging"));
    }

    private String resource(String name) throws IOException {
        try (InputStream stream = EstateReaderTest.class.getResourceAsStream(name)) {
            assertThat(stream).as(name).isNotNull();
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void letsOneDatabaseKeepAllOfItsServer() throws IOException {
        String second =
                """
                  - name: crm
                    in:
                      production: {url: "postgresql://app@DB1.example/crm"}
                """;
        Estate estate = files.read(EstateFiles.SMALL + second);
        assertThat(estate.keeper(estate.deployment("crm")).map(Deployment::label))
                .contains("shop@production");
    }
}
