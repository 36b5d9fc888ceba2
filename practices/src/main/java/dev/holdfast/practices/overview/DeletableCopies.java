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
/// which of its credentials, the pruner's included: as tried, not as declared.
record DeletableCopies(Estate estate, List<StorageCheck> storages) {

    private record Danger(String storage, String credential) {}

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
        List<Danger> dangers = copies.stream().flatMap(DeletableCopies::dangers).toList();
        if (dangers.isEmpty()) {
            return Stream.empty();
        }
        long deletable = dangers.stream().map(Danger::storage).distinct().count();
        boolean all = deletable == copies.size();
        return Stream.of(
                new Finding(
                        all ? Severity.WARNING : Severity.NOTE,
                        all ? "all-deletable" : "some-deletable",
                        deployment.label(),
                        "what this machine holds can delete %d of its %d copies: %s"
                                .formatted(deletable, copies.size(), words(dangers)),
                        all ? remedy(copies) : "the others stay, whoever takes over this machine"));
    }

    private static Stream<Danger> dangers(StorageCheck storage) {
        return storage.attempts().stream()
                .filter(attempt -> attempt.deletion().isDangerous())
                .map(attempt -> new Danger(storage.name(), whose(attempt)));
    }

    private static String whose(Attempt attempt) {
        return attempt.isPruner() ? "its pruner, " + attempt.credential() : attempt.credential();
    }

    private static String remedy(List<StorageCheck> copies) {
        boolean prunersDelete =
                copies.stream()
                        .flatMap(storage -> storage.attempts().stream())
                        .filter(attempt -> attempt.deletion().isDangerous())
                        .anyMatch(Attempt::isPruner);
        return prunersDelete
                ? "keep a pruner's secret on another machine, and run backup expire there"
                : "let one copy's writer only write (docs/how-to/keep-a-copy-in-s3.md),"
                        + " and name a pruner: for it";
    }

    private static String words(List<Danger> dangers) {
        Map<String, List<String>> byCredential =
                dangers.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Danger::credential,
                                        LinkedHashMap::new,
                                        Collectors.mapping(Danger::storage, Collectors.toList())));
        return byCredential.entrySet().stream()
                .map(each -> String.join(" and ", each.getValue()) + " by " + each.getKey())
                .collect(Collectors.joining(", "));
    }
}
