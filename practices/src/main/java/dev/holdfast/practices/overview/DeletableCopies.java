package dev.holdfast.practices.overview;

import dev.holdfast.core.estate.BackupPolicy;
import dev.holdfast.core.estate.Deployment;
import dev.holdfast.core.estate.Estate;
import dev.holdfast.core.problem.Finding;
import dev.holdfast.core.problem.Finding.Severity;
import dev.holdfast.practices.overview.CheckReport.StorageCheck;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How many copies of a server's backups whoever takes over this machine could destroy, and with
/// which of its credentials: as tried, not as declared.
record DeletableCopies(Estate estate, List<StorageCheck> storages) {

    List<Finding> findings() {
        return estate.deployments().stream()
                .flatMap(deployment ->
                        deployment.backup().stream().flatMap(policy -> about(deployment, policy)))
                .distinct()
                .toList();
    }

    private Stream<Finding> about(Deployment deployment, BackupPolicy policy) {
        List<StorageCheck> copies =
                storages.stream().filter(each -> policy.to().contains(each.name())).toList();
        List<StorageCheck> deletable =
                copies.stream().filter(each -> each.deletion().isDangerous()).toList();
        if (deletable.isEmpty()) {
            return Stream.empty();
        }
        boolean all = deletable.size() == copies.size();
        return Stream.of(
                new Finding(
                        all ? Severity.WARNING : Severity.NOTE,
                        all ? "all-deletable" : "some-deletable",
                        deployment.label(),
                        "what this machine holds can delete %d of its %d copies: %s"
                                .formatted(deletable.size(), copies.size(), words(deletable)),
                        all
                                ? "let one copy's writer only write (docs/how-to/keep-a-copy-in-s3.md),"
                                        + " and name a pruner: for it"
                                : "the others stay, whoever takes over this machine"));
    }

    private static String words(List<StorageCheck> deletable) {
        Map<String, List<String>> byCredential =
                deletable.stream()
                        .collect(
                                Collectors.groupingBy(
                                        StorageCheck::credential,
                                        LinkedHashMap::new,
                                        Collectors.mapping(
                                                StorageCheck::name, Collectors.toList())));
        return byCredential.entrySet().stream()
                .map(each -> String.join(" and ", each.getValue()) + " by " + each.getKey())
                .collect(Collectors.joining(", "));
    }
}
