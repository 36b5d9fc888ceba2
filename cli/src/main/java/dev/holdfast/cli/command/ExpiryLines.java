package dev.holdfast.cli.command;

import dev.holdfast.cli.terminal.Figures;
import dev.holdfast.cli.terminal.Style;
import dev.holdfast.cli.terminal.Table;
import dev.holdfast.practices.backup.ExpiryPlan;
import dev.holdfast.practices.backup.ExpiryPlan.LogPlan;
import dev.holdfast.practices.backup.ExpiryPlan.ServerPlan;
import dev.holdfast.practices.backup.ExpiryPlan.StoragePlan;
import dev.holdfast.practices.backup.retention.Decision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A plan of expiry for people: each decision with its reason; storages that decide alike are shown
/// once.
record ExpiryLines(Instant now, Style style) {

    List<String> of(ExpiryPlan plan) {
        List<String> lines = new ArrayList<>();
        for (ServerPlan server : plan.servers()) {
            append(server, lines);
        }
        if (plan.servers().isEmpty()) {
            lines.add("no backup is declared");
        }
        lines.addAll(obstacles(plan, style));
        return lines;
    }

    private void append(ServerPlan server, List<String> lines) {
        byDecisions(server)
                .forEach((decisions, storages) -> {
                    if (!lines.isEmpty()) {
                        lines.add("");
                    }
                    lines.add(
                            style.strong(server.server())
                                    + " in %s; keeps %s"
                                            .formatted(
                                                    String.join(", ", storages), policy(server)));
                    if (decisions.isEmpty()) {
                        lines.add("no snapshots");
                    } else {
                        lines.addAll(table(decisions));
                    }
                    server.storages().stream()
                            .filter(storage -> storages.contains(storage.storage()))
                            .flatMap(storage -> log(storage).stream())
                            .forEach(lines::add);
                });
    }

    private Optional<String> log(StoragePlan storage) {
        LogPlan log = storage.log();
        if (log.without().isEmpty() && log.objects() == 0) {
            return Optional.empty();
        }
        String since =
                log.since()
                        .map(from ->
                                "any moment since %s, %s"
                                        .formatted(
                                                from.snapshot(), Figures.age(from.finished(), now)))
                        .orElse("nothing");
        return Optional.of(
                "log in %s keeps %s; %s objects are not needed, %s"
                        .formatted(
                                storage.storage(),
                                since,
                                Figures.count(log.objects()),
                                Figures.size(log.bytes())));
    }

    private static String policy(ServerPlan server) {
        return server.policy().equals("all") ? "all: no keep: is declared" : server.policy();
    }

    private static Map<List<Decision>, List<String>> byDecisions(ServerPlan server) {
        Map<List<Decision>, List<String>> storages = new LinkedHashMap<>();
        for (StoragePlan storage : server.storages()) {
            storages.computeIfAbsent(storage.decisions(), _ -> new ArrayList<>())
                    .add(storage.storage());
        }
        return storages;
    }

    private List<String> table(List<Decision> decisions) {
        Table table = new Table("SNAPSHOT", "AGE", "", "WHY~");
        for (Decision decision : decisions) {
            table.row(
                    decision.snapshot(),
                    Figures.age(decision.finished(), now),
                    decision.isKept() ? style.good("kept") : style.warning("expires"),
                    decision.isKept() ? String.join("; ", decision.reasons()) : "no rule keeps it");
        }
        return table.lines(style);
    }

    static List<String> obstacles(ExpiryPlan plan, Style style) {
        List<String> lines = new ArrayList<>();
        plan.obstacles().forEach(obstacle -> lines.add(style.bad("! ") + obstacle));
        plan.servers()
                .forEach(server ->
                        server.obstacles()
                                .forEach(obstacle ->
                                        lines.add(
                                                style.bad("! ")
                                                        + server.server()
                                                        + ": "
                                                        + obstacle)));
        if (!lines.isEmpty()) {
            lines.add(0, "");
            lines.add("so nothing expires" + (plan.obstacles().isEmpty() ? " there" : ""));
        }
        return lines;
    }
}
