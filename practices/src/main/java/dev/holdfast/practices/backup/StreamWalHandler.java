package dev.holdfast.practices.backup;

import dev.holdfast.core.engine.Server;
import dev.holdfast.core.engine.WalSource;
import dev.holdfast.core.estate.BackupPolicy;
import dev.holdfast.core.estate.Deployment;
import dev.holdfast.core.operation.Handler;
import dev.holdfast.core.operation.Progress;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.practices.backup.stream.StreamOrder;
import dev.holdfast.practices.backup.stream.StreamRun;
import dev.holdfast.practices.backup.stream.StreamRun.Outcome;
import dev.holdfast.practices.backup.stream.StreamTarget;
import dev.holdfast.practices.backup.stream.StreamView;
import dev.holdfast.vault.Vault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// `wal stream`: one [StreamRun] after the other. What ends a run for the moment (a server that
/// restarts, a network that breaks, a promotion) only leads to the next one, which finds its place
/// from what is stored. To be interrupted is its normal end.
public final class StreamWalHandler implements Handler<StreamWal, StreamWalResult> {
    private static final int HOLDER_DIGITS = 12;

    private final BackupContext context;

    public StreamWalHandler(BackupContext context) {
        this.context = context;
    }

    @Override
    public StreamWalResult run(StreamWal request, Progress progress) throws InterruptedException {
        Deployment deployment = context.estate().deployment(request.database());
        BackupPolicy policy = RunBackupHandler.policy(deployment);
        Stream stream = new Stream(deployment, policy, progress);
        stream.run();
        return stream.result();
    }

    /// Which vault a slot belongs to.
    static String holder(UUID vault) {
        return vault.toString().replace("-", "").substring(0, HOLDER_DIGITS);
    }

    private final class Stream {
        private final Deployment deployment;
        private final BackupPolicy policy;
        private final Progress progress;
        private final Instant started = context.clock().instant();
        private final Setbacks setbacks;
        private Optional<StreamView> last = Optional.empty();
        private long bytes;

        Stream(Deployment deployment, BackupPolicy policy, Progress progress) {
            this.deployment = deployment;
            this.policy = policy;
            this.progress = progress;
            this.setbacks = new Setbacks(context.clock(), progress);
        }

        void run() throws InterruptedException {
            progress.step("stream WAL");
            progress.expect(-1, Progress.Unit.BYTES);
            while (true) {
                try {
                    once();
                } catch (InterruptedException e) {
                    if (last.isEmpty()) {
                        throw e;
                    }
                    return; // the normal end
                } catch (HoldfastException e) {
                    if (e.is(ProblemCode.OPERATION_CANCELLED) && last.isPresent()) {
                        Thread.interrupted(); // the same end, met while connecting
                        return;
                    }
                    setbacks.waitAfter(e, last.isPresent());
                }
            }
        }

        private void once() throws InterruptedException {
            try (VaultCopies copies = context.openVault(policy.to())) {
                List<Vault> vaults = copies.require();
                copies.failures().forEach(setbacks::leftOut);
                try (Server server = context.engine().connect(deployment.backupAddress())) {
                    new FormerSnapshots(copies)
                            .requireSameServer(deployment.label(), server.facts());
                    follow(server, vaults, new Comeback(context, policy, copies));
                }
            }
        }

        private void follow(Server server, List<Vault> vaults, Comeback comeback)
                throws InterruptedException {
            String holder = holder(vaults.getFirst().id());
            try (WalSource source = server.openWal(holder)) {
                StreamRun run = new StreamRun(order(source, vaults), source);
                Outcome outcome;
                try {
                    setbacks.over(server.facts().address());
                    outcome = run.run(comeback);
                } finally {
                    remember(run);
                }
                conclude(outcome, source, server);
            }
        }

        private void remember(StreamRun run) {
            run.view()
                    .ifPresent(view -> {
                        last = Optional.of(view);
                        bytes += view.receivedBytes();
                    });
        }

        private void conclude(Outcome outcome, WalSource source, Server server)
                throws InterruptedException {
            switch (outcome) {
                case Outcome.Switched(int next, var at) ->
                        progress.note(
                                "'%s' left its timeline at %s and goes on with timeline %d"
                                        .formatted(deployment.label(), at, next));
                case Outcome.GivenUp(var slot) -> {
                    source.close();
                    setbacks.giveUp(deployment.label(), slot, server);
                }
                case Outcome.Reopen() -> {}
            }
        }

        private StreamOrder order(WalSource source, List<Vault> vaults) {
            String system = source.origin().form().systemIdentifier();
            List<StreamTarget> targets =
                    vaults.stream()
                            .map(vault ->
                                    new StreamTarget(vault.streamedWal(system), interval(vault)))
                            .toList();
            return new StreamOrder(
                    deployment.label(),
                    targets,
                    SlotLimit.of(policy, source.amounts()),
                    context.clock(),
                    context.random(),
                    progress);
        }

        private Duration interval(Vault vault) {
            return context.estate().storages().stream()
                    .filter(storage -> storage.name().equals(vault.storage().name()))
                    .map(storage -> storage.settings().pieceInterval())
                    .findFirst()
                    .orElseThrow();
        }

        StreamWalResult result() {
            Duration took = Duration.between(started, context.clock().instant());
            return new StreamWalResult(
                    deployment.label(),
                    took.toMillis() / 1000.0,
                    bytes,
                    last.map(StreamView::storages).orElse(List.of()).stream()
                            .map(StreamWalResult.StorageResult::of)
                            .toList());
        }
    }
}
