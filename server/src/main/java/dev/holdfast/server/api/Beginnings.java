package dev.holdfast.server.api;

import dev.holdfast.core.estate.Estate;
import dev.holdfast.core.operation.Request;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.practices.backup.ProveBackup;
import dev.holdfast.practices.backup.RunBackup;
import dev.holdfast.practices.backup.SyncVault;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// What may be begun over the API, with which fields. Every field names something that is declared
/// or kept; where work writes outside of the storages, as a restore does, it stays with the command
/// line and the rights of whoever types it.
final class Beginnings {
    private static final Pattern SNAPSHOT = Pattern.compile("latest|[0-9]{8}-[0-9]{6}-[0-9a-f]+");
    private static final Map<String, BiFunction<JsonNode, Estate, Request<?>>> KINDS =
            new TreeMap<>(
                    Map.of(
                            "backup run", Beginnings::backup,
                            "backup prove", Beginnings::proof,
                            "vault sync", (_, _) -> new SyncVault(List.of(), Optional.empty())));

    private Beginnings() {}

    static String kinds() {
        return String.join(", ", KINDS.keySet());
    }

    /// `USAGE` when it is nothing that may be begun.
    static Request<?> request(JsonNode body, Estate estate) {
        String kind = body.path("kind").asString("");
        return Optional.ofNullable(KINDS.get(kind))
                .orElseThrow(() ->
                        new HoldfastException(
                                ProblemCode.USAGE,
                                "'" + kind + "' cannot be begun here",
                                "kind is one of: " + kinds()))
                .apply(body, estate);
    }

    private static Request<?> backup(JsonNode body, Estate estate) {
        return new RunBackup(database(body, estate), body.path("full").asBoolean(false), false);
    }

    private static Request<?> proof(JsonNode body, Estate estate) {
        String snapshot = body.path("snapshot").asString("latest");
        if (!SNAPSHOT.matcher(snapshot).matches()) {
            throw new HoldfastException(
                    ProblemCode.USAGE,
                    "'" + snapshot + "' is no snapshot",
                    "give an id as /api/v1/snapshots lists it, or latest");
        }
        Optional<String> storage =
                Optional.of(body.path("storage").asString(""))
                        .filter(name -> !name.isEmpty())
                        .map(name -> estate.storage(name).name());
        return new ProveBackup(database(body, estate), snapshot, storage);
    }

    private static String database(JsonNode body, Estate estate) {
        return estate.deployment(body.path("database").asString("")).label();
    }
}
