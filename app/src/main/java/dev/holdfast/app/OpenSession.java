package dev.holdfast.app;

import dev.holdfast.cli.command.Version;
import dev.holdfast.cli.workplace.Place;
import dev.holdfast.cli.workplace.Session;
import dev.holdfast.core.access.AccessTokens;
import dev.holdfast.core.engine.Engine;
import dev.holdfast.core.engine.rescue.RowRescue;
import dev.holdfast.core.estate.Estate;
import dev.holdfast.core.estate.EstateReader;
import dev.holdfast.core.estate.StorageOpener;
import dev.holdfast.core.estate.StorageTypes;
import dev.holdfast.core.journal.Journal;
import dev.holdfast.core.operation.OperationHistory;
import dev.holdfast.core.operation.OperationListener;
import dev.holdfast.core.operation.OperationRunner;
import dev.holdfast.core.operation.OperationRunner.Observation;
import dev.holdfast.core.operation.Operations;
import dev.holdfast.journal.SqliteAlerts;
import dev.holdfast.journal.SqliteMetrics;
import dev.holdfast.journal.SqliteState;
import dev.holdfast.practices.backup.BackupCatalogue;
import dev.holdfast.practices.backup.BackupContext;
import dev.holdfast.practices.backup.BackupList;
import dev.holdfast.practices.backup.DetachServer;
import dev.holdfast.practices.backup.DetachServerHandler;
import dev.holdfast.practices.backup.Detached;
import dev.holdfast.practices.backup.ExpireBackups;
import dev.holdfast.practices.backup.ExpireBackupsHandler;
import dev.holdfast.practices.backup.ExpiryPlan;
import dev.holdfast.practices.backup.RestoreBackup;
import dev.holdfast.practices.backup.RestoreBackupHandler;
import dev.holdfast.practices.backup.RestorePreview;
import dev.holdfast.practices.backup.StoredMoments;
import dev.holdfast.practices.branch.BranchList;
import dev.holdfast.practices.branch.BranchService;
import dev.holdfast.practices.branch.Branches;
import dev.holdfast.practices.branch.Parent;
import dev.holdfast.practices.branch.ServeBranch;
import dev.holdfast.practices.monitor.Alerts;
import dev.holdfast.practices.monitor.check.ChecksReport;
import dev.holdfast.practices.monitor.check.DatabaseChecks;
import dev.holdfast.practices.monitor.check.MonitorContext;
import dev.holdfast.practices.overview.CheckLog;
import dev.holdfast.practices.overview.CheckReport;
import dev.holdfast.practices.overview.EstateCheck;
import dev.holdfast.practices.overview.EstateStatus;
import dev.holdfast.practices.overview.StatusReport;
import dev.holdfast.storages.wrap.WrappedStorages;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;

/// One command's session. The configuration and the state are each opened when first asked for: a
/// command that only looks back needs no configuration.
final class OpenSession implements Session {
    private final Place place;
    private final Parts parts;
    private final Once<Estate> estate = new Once<>(this::readEstate);
    private final Once<BackupContext> context = new Once<>(this::buildContext);
    private final Once<SqliteState> state = new Once<>(this::openState);
    private final Once<SqliteAlerts> alertStore = new Once<>(this::openAlerts);
    private final Once<SqliteMetrics> metrics = new Once<>(this::openMetrics);
    private final Once<OperationRunner> runner = new Once<>(this::buildRunner);
    private final HandedOver operations;

    /// What outlives a session.
    record Parts(
            Engine engine, RowRescue rescue, StorageTypes types, Clock clock, SecureRandom random) {

        /// What is opened is throttled, counted and tried again.
        StorageOpener storages() {
            return new WrappedStorages(types, random);
        }
    }

    OpenSession(Place place, Parts parts) {
        this.place = place;
        this.parts = parts;
        this.operations = new HandedOver(place.state(), Version.text(), runner);
    }

    /// Carries out operations in this process.
    OperationRunner runner() {
        return runner.value();
    }

    @Override
    public Estate estate() {
        return estate.value();
    }

    @Override
    public Operations operations() {
        return operations;
    }

    @Override
    public Observation observe(OperationListener listener) {
        return operations.observe(listener);
    }

    @Override
    public BackupCatalogue catalogue() {
        return new BackupCatalogue(context());
    }

    @Override
    public CheckReport check() {
        return new EstateCheck(
                        estate.value(),
                        parts.storages(),
                        parts.engine(),
                        catalogue(),
                        this::checkLog)
                .run();
    }

    @Override
    public BranchList branchList() {
        return BranchList.of(branches().list(), parts.clock().instant());
    }

    @Override
    public String branchName(String label) {
        return branches().nameFor(label);
    }

    /// The branches of this machine.
    Branches branches() {
        context();
        return branches(estate.value());
    }

    @Override
    public void serve(ServeBranch order, Parent parent) throws InterruptedException {
        new BranchService(
                        new StoredMoments(context()),
                        branches(),
                        state.value().journal(),
                        parts.clock())
                .run(order, parent);
    }

    @Override
    public StatusReport status() {
        return estateStatus().report();
    }

    /// From backups that were listed just now.
    StatusReport status(BackupList backups) {
        return estateStatus().report(backups);
    }

    private EstateStatus estateStatus() {
        return new EstateStatus(estate.value(), catalogue(), this::checkLog, parts.clock());
    }

    private CheckLog checkLog() {
        return new CheckLog(journal(), parts.clock());
    }

    @Override
    public ChecksReport checks(Optional<String> label) {
        return new DatabaseChecks(monitoring()).run(label);
    }

    @Override
    public Alerts alerts() {
        return new Alerts(monitoring());
    }

    MonitorContext monitoring() {
        return new MonitorContext(
                estate.value(),
                parts.engine().health(),
                catalogue(),
                metrics.value(),
                metrics.value().facts(),
                alertStore.value(),
                new ConsoleAddress(estate.value(), place.state())::find,
                parts.clock(),
                parts.random());
    }

    @Override
    public RestorePreview preview(RestoreBackup request) throws InterruptedException {
        return new RestoreBackupHandler(context()).preview(request);
    }

    @Override
    public ExpiryPlan preview(ExpireBackups request) {
        return expiry(context()).preview(request);
    }

    private ExpireBackupsHandler expiry(BackupContext context) {
        return new ExpireBackupsHandler(context, () -> state.value().operations().running());
    }

    @Override
    public Detached preview(DetachServer request) {
        return new DetachServerHandler(context()).preview(request);
    }

    @Override
    public String publicKey() {
        return new VaultPublicKey(estate.value(), parts.storages()).read();
    }

    @Override
    public OperationHistory history() {
        SqliteState open = state.value();
        return new OperationHistory(open.operations(), open.journal(), parts.clock());
    }

    @Override
    public Journal journal() {
        return state.value().journal();
    }

    @Override
    public AccessTokens tokens() {
        SqliteState open = state.value();
        return new AccessTokens(open.tokens(), open.journal(), parts.clock(), parts.random());
    }

    private Estate readEstate() {
        return place.bareVault()
                .map(bare -> new BareEstate(bare, parts.storages()).estate())
                .orElseGet(() -> EstateReader.read(place.configuration(), parts.types().types()));
    }

    private SqliteState openState() {
        return SqliteState.open(place.state());
    }

    private SqliteAlerts openAlerts() {
        return SqliteAlerts.open(place.state());
    }

    private SqliteMetrics openMetrics() {
        return SqliteMetrics.open(place.state());
    }

    private OperationRunner buildRunner() {
        BackupContext context = context();
        SqliteState open = state.value();
        OperationRunner built =
                new OperationRunner(
                        open.operations(), open.journal(), parts.clock(), parts.random());
        Handlers handlers = new Handlers(context, open.journal());
        handlers.registerBackups(built, expiry(context));
        handlers.registerVaults(built);
        handlers.registerRescues(built, parts.rescue());
        handlers.registerBranches(built, branches(context.estate()), new AnotherProcess(place));
        return built;
    }

    private BackupContext context() {
        return context.value();
    }

    /// A proof that was killed leaves its server running: the next command ends it.
    private BackupContext buildContext() {
        Estate declared = estate.value();
        if (place.bareVault().isEmpty()) {
            branches(declared).removeAbandoned();
        }
        return new BackupContext(
                declared,
                parts.storages(),
                parts.engine(),
                parts.clock(),
                parts.random(),
                Version.text());
    }

    private Branches branches(Estate declared) {
        return new Branches(parts.engine(), declared.scratch(), parts.random(), parts.clock());
    }

    @Override
    public void close() {
        state.ifMade(SqliteState::close);
        metrics.ifMade(SqliteMetrics::close);
        alertStore.ifMade(SqliteAlerts::close);
    }
}
