package dev.holdfast.core.estate;

import dev.holdfast.core.estate.option.Spelling;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Finds what the user means by the name of a database.
record DeploymentNames(List<Deployment> deployments) {

    Deployment find(String name) {
        List<Deployment> found =
                deployments.stream()
                        .filter(each -> each.label().equals(name) || each.database().equals(name))
                        .toList();
        return switch (found.size()) {
            case 0 -> throw unknown(name);
            case 1 -> found.getFirst();
            default -> throw ambiguous(name, found);
        };
    }

    private HoldfastException unknown(String name) {
        List<String> names =
                deployments.stream()
                        .flatMap(each -> Stream.of(each.label(), each.database()))
                        .distinct()
                        .toList();
        return new HoldfastException(
                ProblemCode.USAGE,
                "no database '" + name + "' in holdfast.yaml",
                names.isEmpty() ? "declare one below databases:" : Spelling.suggest(name, names));
    }

    private static HoldfastException ambiguous(String name, List<Deployment> found) {
        String labels = found.stream().map(Deployment::label).collect(Collectors.joining(", "));
        return new HoldfastException(
                ProblemCode.USAGE,
                "database '" + name + "' is in " + found.size() + " environments",
                "say which one: " + labels);
    }
}
