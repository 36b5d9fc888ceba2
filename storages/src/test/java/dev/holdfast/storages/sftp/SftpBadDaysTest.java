package dev.holdfast.storages.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.estate.FailureDomain;
import dev.holdfast.core.estate.StorageDeclaration;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.core.storage.Content;
import dev.holdfast.core.storage.Deletion;
import dev.holdfast.core.storage.Storage;
import dev.holdfast.storages.remote.PassingFailure;
import dev.holdfast.storages.wrap.WrappedStorages;
import dev.holdfast.testkit.Seed;
import dev.holdfast.testkit.sftp.SftpPeer;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SftpBadDaysTest {
    private static final byte[] LARGE = new byte[3 << 20];

    static {
        new Random(7).nextBytes(LARGE);
    }

    @TempDir Path directory;
    private SftpPeer peer;
    private Storage storage;

    @BeforeEach
    void start() throws IOException {
        peer = SftpPeer.start(directory, 3);
        storage = open(PeerSettings.of(peer, "/vault"));
        storage.initialize();
    }

    @AfterEach
    void stop() throws IOException {
        storage.close();
        peer.close();
    }

    /// As the application opens it, so that what may pass is tried again.
    private static Storage open(SftpSettings settings) {
        FailureDomain unknown =
                new FailureDomain(Optional.empty(), Optional.empty(), Optional.empty());
        return new WrappedStorages(
                        declaration ->
                                new SftpStorageType()
                                        .open(
                                                declaration.name(),
                                                (SftpSettings) declaration.settings()),
                        new Random(Seed.ofThisRun()))
                .open(new StorageDeclaration("vaultbox", settings, unknown));
    }

    @Test
    void refusesAHostThatIsNotKnownAndShowsItsFingerprint() throws IOException {
        Files.writeString(peer.knownHosts(), "");
        assertUntrusted();
    }

    @Test
    void refusesAHostWhoseKeyChanged() throws IOException {
        KeyPair other = SftpPeer.key();
        Files.writeString(peer.knownHosts(), peer.knownHost(other));
        assertUntrusted();
    }

    @Test
    void refusesEveryHostWhereThereIsNoFileOfKnownOnes() throws IOException {
        Files.delete(peer.knownHosts());
        assertUntrusted();
    }

    private void assertUntrusted() {
        try (Storage fresh = open(PeerSettings.of(peer, "/vault"))) {
            assertThatThrownBy(() -> fresh.find("a"))
                    .isInstanceOfSatisfying(
                            HoldfastException.class,
                            e -> {
                                assertThat(e.is(ProblemCode.STORAGE_DENIED)).isTrue();
                                assertThat(e.problem().message())
                                        .contains("vaultbox", "known_hosts")
                                        .contains(
                                                KeyUtils.getFingerPrint(
                                                        peer.hostKey().getPublic()));
                                assertThat(e.problem().hint()).contains("ssh-keyscan");
                            });
        }
    }

    @Test
    void saysThatThePasswordIsWrongAndNotWhichItWas() {
        try (Storage fresh = open(PeerSettings.of(peer, "/vault", "guess"))) {
            assertThatThrownBy(() -> fresh.find("a"))
                    .isInstanceOfSatisfying(
                            HoldfastException.class,
                            e -> {
                                assertThat(e.is(ProblemCode.STORAGE_DENIED)).isTrue();
                                assertThat(e.problem().message()).contains("refuses user holdfast");
                                assertThat(e.problem().toString()).doesNotContain("guess");
                            });
        }
    }

    @ParameterizedTest
    @CsvSource({"ssh-ed25519, 256", "ssh-rsa, 2048"})
    void logsInWithAPrivateKeyAndSaysWhenItIsNone(String type, int bits) throws Exception {
        SftpSettings settings =
                PeerSettings.of(peer, "/vault", KeyUtils.generateKeyPair(type, bits));
        try (Storage fresh = open(settings)) {
            assertThat(fresh.find("a")).isEmpty();
        }
        Files.writeString(directory.resolve("id"), "no key at all");
        try (Storage fresh = open(settings)) {
            assertProblem(ProblemCode.STORAGE_DENIED, () -> fresh.find("a"));
        }
    }

    @Test
    void writesAgainWhenTheConnectionDropsInTheMiddle() throws IOException {
        storage.create("packs/one", new DroppingContent(peer::dropConnections));
        assertThat(read("packs/one")).isEqualTo(LARGE);
        assertThat(list()).containsExactly("packs/one");
        assertThat(storage.traffic().retries()).isPositive();
    }

    @Test
    void readsOnWhenTheConnectionDropsInTheMiddle() throws IOException {
        storage.create("packs/one", Content.of(LARGE));
        try (InputStream stream = storage.read("packs/one")) {
            byte[] first = stream.readNBytes(100_000);
            peer.dropConnections();
            byte[] rest = stream.readAllBytes();
            assertThat(first.length + rest.length).isEqualTo(LARGE.length);
            assertThat(rest).endsWith(LARGE[LARGE.length - 1]);
        }
    }

    @Test
    void saysThatTheHostIsGoneAndComesBackWithIt() throws IOException {
        storage.create("a", Content.of(new byte[] {1}));
        int port = peer.server().getPort();
        peer.close();
        Storage bare = new SftpStorageType().open("vaultbox", PeerSettings.of(peer, "/vault"));
        assertThatThrownBy(() -> bare.find("a"))
                .isInstanceOfSatisfying(
                        HoldfastException.class,
                        e -> {
                            assertThat(e.is(ProblemCode.STORAGE_UNREACHABLE)).isTrue();
                            assertThat(PassingFailure.isCauseOf(e)).isTrue();
                        });
        peer = SftpPeer.start(directory, 3, port, peer.hostKey());
        assertThat(bare.find("a")).isPresent();
        bare.close();
    }

    @Test
    void neverMakesADirectoryThatIsGone() throws IOException {
        Files.move(directory.resolve("root/vault"), directory.resolve("root/elsewhere"));
        assertProblem(
                ProblemCode.STORAGE_UNREACHABLE,
                () -> storage.create("a/b", Content.of(new byte[] {1})));
        assertProblem(ProblemCode.STORAGE_UNREACHABLE, () -> storage.find("a"));
        assertProblem(ProblemCode.STORAGE_UNREACHABLE, () -> storage.list("", _ -> {}));
        assertProblem(ProblemCode.STORAGE_UNREACHABLE, () -> storage.delete("a"));
        assertThat(directory.resolve("root/vault")).doesNotExist();
    }

    @Test
    void removesOnlyOldLeftoversAndLeavesNoneItself() throws IOException {
        storage.create("a", Content.of(new byte[] {1}));
        Path hidden = directory.resolve("root/vault/.tmp");
        assertThat(hidden).isEmptyDirectory();
        Path old = Files.write(hidden.resolve("old"), new byte[10]);
        Files.setLastModifiedTime(old, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
        Path fresh = Files.write(hidden.resolve("fresh"), new byte[10]);
        assertThat(storage.removeLeftovers(Duration.ofHours(24))).isEqualTo(1);
        assertThat(old).doesNotExist();
        assertThat(fresh).exists();
    }

    @Test
    void findsOutThatItsLoginCanDelete() {
        assertThat(storage.deletion()).isEqualTo(Deletion.POSSIBLE);
    }

    private byte[] read(String key) throws IOException {
        try (InputStream stream = storage.read(key)) {
            return stream.readAllBytes();
        }
    }

    private List<String> list() {
        List<String> keys = new ArrayList<>();
        storage.list("", info -> keys.add(info.key()));
        return keys;
    }

    private static void assertProblem(ProblemCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        HoldfastException.class,
                        e -> assertThat(e.problem().code()).isEqualTo(code));
    }

    /// Half of it is read, then the network goes away, once.
    private record DroppingContent(Runnable drop, AtomicBoolean dropped) implements Content {
        DroppingContent(Runnable drop) {
            this(drop, new AtomicBoolean());
        }

        @Override
        public long sizeBytes() {
            return LARGE.length;
        }

        @Override
        public InputStream open() {
            return new FilterInputStream(new ByteArrayInputStream(LARGE)) {
                private int given;

                @Override
                public int read(byte[] target, int offset, int length) throws IOException {
                    if (given > LARGE.length / 2 && dropped.compareAndSet(false, true)) {
                        drop.run();
                    }
                    int count = super.read(target, offset, length);
                    given += Math.max(0, count);
                    return count;
                }
            };
        }
    }
}
