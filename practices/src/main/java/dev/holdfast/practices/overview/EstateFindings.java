package dev.holdfast.practices.overview;

import dev.holdfast.core.estate.BackupPolicy;
import dev.holdfast.core.estate.Deployment;
import dev.holdfast.core.estate.Estate;
import dev.holdfast.core.estate.FailureDomain;
import dev.holdfast.core.estate.StorageDeclaration;
import dev.holdfast.core.problem.Finding;
import dev.holdfast.core.problem.Finding.Severity;
import dev.holdfast.core.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What is to be said about an estate without reaching anything: copies that would be lost
/// together, secrets that others can read, and what is declared but not carried out.
final class EstateFindings {
    /// What copies can share, in the order in which it is said.
    private static final Map<String, Function<FailureDomain, Optional<String>>> PARTS =
            new LinkedHashMap<>();

    static {
        PARTS.put("site", FailureDomain::site);
        PARTS.put("provider", FailureDomain::provider);
        PARTS.put("account", FailureDomain::account);
    }

    private final Estate estate;
    private final List<Finding> findings = new ArrayList<>();

    EstateFindings(Estate estate) {
        this.estate = estate;
    }

    List<Finding> all() {
        estate.deployments().forEach(this::checkPolicy);
        estate.deployments().forEach(d -> d.address().password().ifPresent(this::checkSecret));
        checkSecret(estate.vault().key());
        estate.notYet().forEach(this::sayNotYet);
        return List.copyOf(findings);
    }

    private void checkPolicy(Deployment deployment) {
        if (deployment.backup().isEmpty()) {
            if (deployment.environment().isProtected() && estate.keeper(deployment).isEmpty()) {
                add(
                        Severity.WARNING,
                        "no-backup",
                        deployment.label(),
                        "it is protected, but nothing says that it is backed up",
                        "add `backup: {}` under it in holdfast.yaml");
            }
            return;
        }
        BackupPolicy policy = deployment.backup().get();
        policy.password().ifPresent(this::checkSecret);
        if (policy.keep().isEmpty()) {
            add(
                    Severity.NOTE,
                    "keeps-all",
                    deployment.label(),
                    "no keep: rule is declared, so every snapshot is kept",
                    "add keep: {last: 8, daily: 14, weekly: 8, monthly: 12} under backup:");
        }
        sayStreamed(deployment, policy);
        checkDomains(deployment, storages(policy));
    }

    /// What nobody asked for is said, with what it costs.
    private void sayStreamed(Deployment deployment, BackupPolicy policy) {
        if (policy.streamed()) {
            String reach =
                    policy.walKeep()
                            .map(_ -> "as far back as wal-keep says")
                            .orElse("as far back as snapshots are kept");
            add(
                    Severity.NOTE,
                    "wal-streamed",
                    deployment.label(),
                    "the daemon stores its log in %s, as it is written and %s; a replication slot on the server keeps what is not stored yet"
                            .formatted(String.join(", ", policy.to()), reach),
                    "less of it: wal-keep: 14 d under backup:; none of it: wal: snapshots");
        }
    }

    private List<StorageDeclaration> storages(BackupPolicy policy) {
        return estate.storages().stream()
                .filter(storage -> policy.to().contains(storage.name()))
                .toList();
    }

    private void checkDomains(Deployment deployment, List<StorageDeclaration> storages) {
        if (storages.size() < 2) {
            add(
                    Severity.WARNING,
                    "one-copy",
                    deployment.label(),
                    "its backups are in one place only",
                    "declare a second storage elsewhere and name both under to:");
            return;
        }
        List<String> unknown = new ArrayList<>();
        PARTS.forEach((what, part) -> {
            List<Optional<String>> values =
                    storages.stream().map(storage -> part.apply(storage.domain())).toList();
            if (values.stream().anyMatch(Optional::isEmpty)) {
                unknown.add(what);
            } else if (values.stream().distinct().count() == 1) {
                shared(deployment, what, values.getFirst().orElseThrow());
            }
        });
        if (!unknown.isEmpty()) {
            unknown(deployment, unknown);
        }
    }

    private void shared(Deployment deployment, String what, String value) {
        add(
                Severity.WARNING,
                "shared-domain",
                deployment.label(),
                "all its copies share the %s '%s' and can be lost together".formatted(what, value),
                "add a storage with another %s".formatted(what));
    }

    private void unknown(Deployment deployment, List<String> parts) {
        String domain = parts.stream().map(part -> part + ": …").collect(Collectors.joining(", "));
        add(
                Severity.NOTE,
                "domain-unknown",
                deployment.label(),
                "whether its copies have the same %s is not declared"
                        .formatted(String.join(", ", parts)),
                "add domain: {%s} to each storage".formatted(domain));
    }

    private void checkSecret(Secret secret) {
        if (secret instanceof Secret.FromFile(Path path) && isReadableByOthers(path)) {
            add(
                    Severity.WARNING,
                    "secret-readable",
                    path.toString(),
                    "other users of this machine can read it",
                    "chmod 600 " + path);
        }
    }

    private static boolean isReadableByOthers(Path path) {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
            return permissions.contains(PosixFilePermission.GROUP_READ)
                    || permissions.contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException | UnsupportedOperationException e) {
            return false; // a missing secret is reported where it is used
        }
    }

    private void sayNotYet(String section) {
        add(
                Severity.NOTE,
                "not-carried-out",
                section,
                "this version of Holdfast does not carry it out",
                "leave it in the file; nothing reads it yet");
    }

    private void add(
            Severity severity, String code, String subject, String message, String remedy) {
        Finding finding = new Finding(severity, code, subject, message, remedy);
        if (!findings.contains(finding)) {
            findings.add(finding);
        }
    }
}
