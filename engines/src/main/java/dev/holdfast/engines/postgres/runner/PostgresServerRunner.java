package dev.holdfast.engines.postgres.runner;

import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.engine.RunningServer;
import dev.holdfast.core.engine.ServerRunner;
import dev.holdfast.core.files.Trees;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.engines.postgres.page.ControlFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/// Starts PostgreSQL on restored directories, isolated ([Isolation]). Safe for many threads.
///
/// First the directory recovers in single-user mode ([RecoveryRun]), then the server opens on
/// 127.0.0.1, at a free port, for one generated role with a random password. Everything that the
/// server has besides its data directory lies in `DIRECTORY.holdfast` and goes when it is closed.
public final class PostgresServerRunner implements ServerRunner {

    private static final Duration READY = Duration.ofMinutes(5);
    private static final int PORT_ATTEMPTS = 5;
    private static final int PASSWORD_BYTES = 24;
    private static final int FIRST_XID = 3;

    private final SecureRandom random;

    public PostgresServerRunner(SecureRandom random) {
        this.random = random;
    }

    @Override
    public RunningServer start(Path directory, StartSettings settings) throws InterruptedException {
        return prepared(directory, settings, this::open);
    }

    @Override
    public void rehearse(Path directory, StartSettings settings, Lsn stop)
            throws InterruptedException {
        prepared(
                directory,
                settings,
                (place, isolation) -> {
                    recovery(place, launch(place, isolation.arguments(LoopbackPort.free(), stop)))
                            .arrive();
                    return stop;
                });
    }

    /// What is done with a directory that is ready for a server.
    private interface Use<T> {
        T of(Place place, Isolation isolation) throws IOException, InterruptedException;
    }

    private static <T> T prepared(Path directory, StartSettings settings, Use<T> use)
            throws InterruptedException {
        ServerUser user = ServerUser.current();
        Binaries binaries =
                new BinariesFinder(user).find(settings.majorVersion(), settings.binaries());
        Path data = directory.toAbsolutePath();
        Path home = data.resolveSibling(data.getFileName() + ".holdfast");
        try {
            prepare(data, home, settings.tablespaces(), user);
            Isolation isolation = isolation(data, home, binaries, settings.purpose());
            isolation.write();
            user.own(home);
            return use.of(new Place(data, home, user, binaries), isolation);
        } catch (IOException e) {
            throw new HoldfastException(
                    ProblemCode.TARGET_UNUSABLE,
                    "directory " + directory + " cannot be prepared for a server: " + e,
                    "see whether this user may change it: ls -ld " + directory,
                    e);
        }
    }

    private record Place(Path data, Path home, ServerUser user, Binaries binaries) {}

    private static void prepare(Path data, Path home, Map<Long, Path> tablespaces, ServerUser user)
            throws IOException {
        Trees.delete(home);
        Files.createDirectory(home, Modes.PRIVATE_DIRECTORY);
        for (Map.Entry<Long, Path> tablespace : tablespaces.entrySet()) {
            Path link = data.resolve("pg_tblspc").resolve(Long.toString(tablespace.getKey()));
            if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
                Files.createSymbolicLink(link, tablespace.getValue().toAbsolutePath());
            }
            user.own(tablespace.getValue());
            user.reach(tablespace.getValue());
        }
        Files.deleteIfExists(data.resolve("standby.signal"));
        user.own(data);
        user.own(data.resolve("pg_wal").toRealPath());
        user.reach(data);
    }

    private static Isolation isolation(Path data, Path home, Binaries binaries, Purpose purpose)
            throws IOException {
        SourceSettings source = SourceSettings.of(data);
        return new Isolation(
                home,
                binaries,
                source,
                PreloadedLibraries.of(source.preloadedLibraries(), binaries),
                purpose);
    }

    private RunningServer open(Place place, Isolation isolation)
            throws IOException, InterruptedException {
        long begun = System.nanoTime();
        int openXid = oldestOpenXid(place.data());
        BranchLogin login = new BranchLogin(LoopbackPort.free(), password());
        Lsn recoveredTo =
                recovery(place, launch(place, isolation.arguments(login.port())))
                        .run(Isolation.ROLE, login.password());
        if (isolation.purpose() == Purpose.BRANCH) {
            new NewIdentity(place.data()).assume(random.nextLong() & Long.MAX_VALUE);
        }
        for (int attempt = 1; ; attempt++) {
            ServerProcess process =
                    ServerProcess.start(launch(place, isolation.arguments(login.port())));
            try {
                process.awaitReady(READY);
                Duration took = Duration.ofNanos(System.nanoTime() - begun);
                return secluded(
                        new RestoredServer(
                                process,
                                place.home(),
                                login,
                                isolation,
                                new RestoredServer.Recovered(
                                        place.data(), took, recoveredTo, openXid)),
                        isolation.purpose());
            } catch (HoldfastException e) {
                if (attempt == PORT_ATTEMPTS || !process.log().says("Address already in use")) {
                    throw e;
                }
                login = new BranchLogin(LoopbackPort.free(), login.password());
            }
        }
    }

    /// Nobody but this process knows the password before it returns.
    private static RunningServer secluded(RestoredServer server, Purpose purpose) {
        if (purpose == Purpose.BRANCH) {
            try {
                server.seclude();
            } catch (RuntimeException e) {
                server.close();
                throw e;
            }
        }
        return server;
    }

    /// As of the checkpoint that the snapshot's control file names, which is before its end.
    private static int oldestOpenXid(Path data) throws IOException {
        return ControlFile.parse(Files.readAllBytes(data.resolve("global/pg_control")))
                .map(ControlFile::oldestOpenXid)
                .orElse(FIRST_XID);
    }

    private static RecoveryRun recovery(Place place, ServerProcess.Launch launch) {
        return new RecoveryRun(launch, place.home().resolve("recovery.out"));
    }

    private static ServerProcess.Launch launch(Place place, List<String> arguments) {
        return new ServerProcess.Launch(
                place.binaries(),
                place.user(),
                place.data(),
                place.home().resolve("server.log"),
                arguments);
    }

    private String password() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public Account account() {
        ServerUser user = ServerUser.current();
        return new Account(user.uid(), user.gid());
    }

    @Override
    public List<Path> stopAbandoned(Path place) {
        return ServerLease.stopAbandoned(place);
    }
}
