package dev.holdfast.engines.postgres.runner;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.engines.postgres.connect.Sql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Makes the data directory of an [EmbeddedServer]: `initdb` and its settings.
record ClusterMaker(EmbeddedServer.Options options, Binaries binaries, ServerUser user) {

    private static final int CHECKSUMS_BY_DEFAULT_SINCE = 18;

    /// What small, short-lived servers are better off with.
    private static final Map<String, String> SMALL =
            Map.of(
                    "shared_buffers", "64MB",
                    "jit", "off",
                    "timezone", "UTC",
                    "log_line_prefix", "%m [%p] ",
                    "lc_messages", "C");

    void makeWhereMissing(Path data) {
        if (Files.exists(data.resolve("PG_VERSION"))) {
            return;
        }
        Path passwordFile = data.resolveSibling("initdb.password");
        try {
            Files.createDirectories(data);
            user.ownOnly(data);
            user.reach(data);
            writePassword(passwordFile);
            initialise(data, passwordFile);
            Files.deleteIfExists(passwordFile);
            configure(data);
        } catch (IOException e) {
            throw failed(data, e.toString(), e);
        }
    }

    private void writePassword(Path file) throws IOException {
        if (options.password().isPresent()) {
            Files.deleteIfExists(file);
            Files.createFile(file, Modes.PRIVATE_FILE);
            Files.writeString(file, options.password().get() + "\n");
            user.ownOnly(file);
        }
    }

    private void initialise(Path data, Path passwordFile) {
        List<String> command = new ArrayList<>(user.prefix());
        command.add(binaries.initdb().toString());
        command.addAll(List.of("-D", data.toString(), "-U", options.superuser()));
        command.addAll(List.of("--encoding=UTF8", "--locale=C", "--no-sync"));
        if (options.dataChecksums()) {
            command.add("--data-checksums");
        } else if (binaries.majorVersion() >= CHECKSUMS_BY_DEFAULT_SINCE) {
            command.add("--no-data-checksums");
        }
        if (options.password().isPresent()) {
            command.addAll(List.of("--auth=scram-sha-256", "--pwfile=" + passwordFile));
        } else {
            command.add("--auth=trust");
        }
        Shell.Result result = Shell.run(command);
        if (!result.succeeded()) {
            throw failed(data, result.output(), null);
        }
    }

    private void configure(Path data) throws IOException {
        Map<String, String> settings = new TreeMap<>(SMALL);
        if (!options.durable()) {
            settings.put("fsync", "off");
        }
        settings.putAll(options.settings());
        StringBuilder lines = new StringBuilder("\n");
        settings.forEach((name, value) ->
                lines.append(name).append(" = ").append(Sql.literal(value)).append('\n'));
        Files.writeString(data.resolve("postgresql.conf"), lines, StandardOpenOption.APPEND);
    }

    private static HoldfastException failed(Path data, String why, @Nullable Exception cause) {
        String[] lines = why.split("\n", -1);
        String message = "initdb failed on " + data + ": " + lines[lines.length - 1];
        String hint = "choose an empty directory in which this user may write";
        return cause == null
                ? new HoldfastException(ProblemCode.SCRATCH_FAILED, message, hint)
                : new HoldfastException(ProblemCode.SCRATCH_FAILED, message, hint, cause);
    }
}
