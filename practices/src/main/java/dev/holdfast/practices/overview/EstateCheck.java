package dev.holdfast.practices.overview;

import dev.holdfast.core.engine.Engine;
import dev.holdfast.core.engine.Server;
import dev.holdfast.core.engine.ServerFacts;
import dev.holdfast.core.estate.Deployment;
import dev.holdfast.core.estate.Estate;
import dev.holdfast.core.estate.StorageOpener;
import dev.holdfast.core.problem.Finding;
import dev.holdfast.core.problem.Finding.Severity;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.Problem;
import dev.holdfast.practices.backup.BackupCatalogue;
import dev.holdfast.practices.overview.CheckReport.ServerCheck;
import dev.holdfast.practices.overview.CheckReport.StorageCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Reaches every server and every storage that the estate declares. What fails is a finding; the
/// others are still checked.
public final class EstateCheck {
    private final Estate estate;
    private final StorageOpener storages;
    private final Engine engine;
    private final BackupCatalogue catalogue;
    private final Supplier<CheckLog> log;

    /// @param log fails when the state cannot be opened
    public EstateCheck(
            Estate estate,
            StorageOpener storages,
            Engine engine,
            BackupCatalogue catalogue,
            Supplier<CheckLog> log) {
        this.log = log;
        this.estate = estate;
        this.storages = storages;
        this.engine = engine;
        this.catalogue = catalogue;
    }

    public CheckReport run() {
        StorageTrial trial = new StorageTrial(estate, storages);
        List<StorageCheck> checked = estate.storages().stream().map(trial::check).toList();
        List<Finding> findings = new ArrayList<>(new EstateFindings(estate).all());
        findings.addAll(new DeletableCopies(estate, checked).findings());
        findings.addAll(catalogue.standing());
        List<ServerCheck> servers = estate.deployments().stream().map(this::check).toList();
        remember(new CheckReport(servers, checked, findings)).ifPresent(findings::add);
        return new CheckReport(servers, checked, findings);
    }

    /// For `status`. That it cannot be written down is found, like everything else.
    private Optional<Finding> remember(CheckReport report) {
        try {
            log.get().append(estate.name(), report.storages(), report.isWell());
            return Optional.empty();
        } catch (HoldfastException e) {
            return Optional.of(finding("the journal", e.problem()));
        }
    }

    private ServerCheck check(Deployment deployment) {
        try (Server server = engine.connect(deployment.backupAddress())) {
            ServerFacts facts = server.facts();
            List<Finding> findings =
                    deployment.backup().isPresent() ? server.checkSnapshots() : List.of();
            return new ServerCheck(
                    deployment.label(),
                    facts.address(),
                    facts.version(),
                    facts.standby(),
                    facts.databases().stream().mapToLong(database -> database.sizeBytes()).sum(),
                    findings);
        } catch (HoldfastException e) {
            return new ServerCheck(
                    deployment.label(),
                    "",
                    "",
                    false,
                    0,
                    List.of(finding(deployment.label(), e.problem())));
        }
    }

    static Finding finding(String subject, Problem problem) {
        return new Finding(
                Severity.ERROR, problem.code().code(), subject, problem.message(), problem.hint());
    }
}
