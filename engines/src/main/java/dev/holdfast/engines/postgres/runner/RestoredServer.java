package dev.holdfast.engines.postgres.runner;

import dev.holdfast.core.engine.LiveComparison;
import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.engine.RunningServer;
import dev.holdfast.core.engine.ServerFacts;
import dev.holdfast.core.files.Trees;
import dev.holdfast.core.operation.Progress;
import dev.holdfast.engines.postgres.audit.AssertionRun;
import dev.holdfast.engines.postgres.audit.FingerprintRun;
import dev.holdfast.engines.postgres.audit.ServerAudit;
import dev.holdfast.engines.postgres.compare.RunningComparison;
import dev.holdfast.engines.postgres.compare.ScratchSide;
import dev.holdfast.engines.postgres.compare.VisibilityMaps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// An isolated server. One thread at a time; what takes long works on two connections.
final class RestoredServer implements RunningServer {

    private final ServerProcess process;
    private final Path home;
    private final BranchLogin login;
    private final Isolation isolation;
    private final Recovered recovered;
    private List<String> lacking = List.of();

    /// @param time from the start of the process until it accepted connections
    /// @param openXid no transaction before this one was open where recovery ended
    record Recovered(Path data, Duration time, Lsn lsn, int openXid) {}

    RestoredServer(
            ServerProcess process,
            Path home,
            BranchLogin login,
            Isolation isolation,
            Recovered recovered) {
        this.process = process;
        this.home = home;
        this.login = login;
        this.isolation = isolation;
        this.recovered = recovered;
    }

    @Override
    public String version() {
        return isolation.binaries().version();
    }

    @Override
    public String url(String database) {
        return login.url(database);
    }

    @Override
    public String password() {
        return login.password();
    }

    @Override
    public Duration recoveryTime() {
        return recovered.time();
    }

    @Override
    public Lsn recoveredTo() {
        return recovered.lsn();
    }

    @Override
    public boolean isRunning() {
        return process.isAlive();
    }

    @Override
    public List<String> lacking() {
        return lacking;
    }

    /// Closes what SQL reaches beyond this server, and notes what is missing here.
    void seclude() {
        lacking = new Seclusion(login, isolation).run();
    }

    @Override
    public VisibilityAudit visibilityMaps(ServerFacts facts) throws InterruptedException {
        return new VisibilityMaps(recovered.data(), facts.pageBytes(), facts.segmentBytes())
                .audit();
    }

    @Override
    public LiveComparison compareWith(LiveComparison.Stand stand) {
        return RunningComparison.begin(
                new ScratchSide(recovered.data(), login, recovered.lsn(), recovered.openXid()),
                stand);
    }

    @Override
    public Audit audit(Progress progress) throws InterruptedException {
        return new ServerAudit(login, isolation.preloaded().missing(), progress).run();
    }

    @Override
    public List<AssertionResult> run(List<Assertion> assertions) throws InterruptedException {
        return new AssertionRun(login).run(assertions);
    }

    @Override
    public Map<String, String> fingerprints(String database) throws InterruptedException {
        return new FingerprintRun(login, database).run();
    }

    @Override
    public void close() {
        process.stopNow();
        try {
            Trees.delete(home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
