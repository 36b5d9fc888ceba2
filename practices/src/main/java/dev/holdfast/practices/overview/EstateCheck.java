package dev.holdfast.practices.overview;

import dev.holdfast.core.engine.Engine;
import dev.holdfast.core.engine.Server;
import dev.holdfast.core.engine.ServerFacts;
import dev.holdfast.core.estate.Deployment;
import dev.holdfast.core.estate.Estate;
import dev.holdfast.core.estate.StorageDeclaration;
import dev.holdfast.core.estate.StorageOpener;
import dev.holdfast.core.problem.Finding;
import dev.holdfast.core.problem.Finding.Severity;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.Problem;
import dev.holdfast.core.storage.Deletion;
import dev.holdfast.core.storage.Storage;
import dev.holdfast.practices.backup.BackupCatalogue;
import dev.holdfast.practices.backup.KeyFile;
import dev.holdfast.practices.overview.CheckReport.ServerCheck;
import dev.holdfast.practices.overview.CheckReport.StorageCheck;
import java.util.ArrayList;
import java.util.List;

/// Reaches every server and every storage that the estate declares. What fails is a finding; the
/// others are still checked.
public final class EstateCheck {
    private final Estate estate;
    private final StorageOpener storages;
    private final Engine engine;
    private final BackupCatalogue catalogue;

    public EstateCheck(
            Estate estate, StorageOpener storages, Engine engine, BackupCatalogue catalogue) {
        this.estate = estate;
        this.storages = storages;
        this.engine = engine;
        this.catalogue = catalogue;
    }

    public CheckReport run() {
        List<StorageCheck> checked = estate.storages().stream().map(this::check).toList();
        List<Finding> findings = new ArrayList<>(new EstateFindings(estate).all());
        findings.addAll(new DeletableCopies(estate, checked).findings());
        findings.addAll(catalogue.standing());
        return new CheckReport(
                estate.deployments().stream().map(this::check).toList(), checked, findings);
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

    private StorageCheck check(StorageDeclaration declaration) {
        try (Storage storage = storages.open(declaration)) {
            List<Finding> findings = new ArrayList<>();
            Deletion deletion = Deletion.UNKNOWN;
            String state = "well";
            try {
                KeyFile.unlock(storage, estate.vault().key());
                findings.addAll(storage.check());
                deletion = storage.deletion();
            } catch (HoldfastException e) {
                state = e.problem().code().code();
                findings.add(finding(declaration.name(), e.problem()));
            }
            return new StorageCheck(
                    declaration.name(),
                    storage.location(),
                    state,
                    declaration.settings().credential(),
                    deletion,
                    storage.traffic(),
                    findings);
        }
    }

    private static Finding finding(String subject, Problem problem) {
        return new Finding(
                Severity.ERROR, problem.code().code(), subject, problem.message(), problem.hint());
    }
}
