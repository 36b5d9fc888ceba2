package dev.holdfast.engines.postgres.runner;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// How `postgres` is called: as the server user, in a session of its own (so that Ctrl-C on the
/// terminal does not reach it), with a clean environment, its complaints appended to the log.
final class PostgresCommand {

    /// Whoever comes after a crash finds the process by its number, which [ServerLease] reads.
    private static final String NUMBERED = "echo $$ >\"$0\" && exec \"$@\"";

    private PostgresCommand() {}

    static ProcessBuilder server(ServerProcess.Launch launch) {
        ProcessBuilder builder = command(launch, List.of(), List.of());
        builder.redirectErrorStream(true);
        builder.redirectInput(Path.of("/dev/null").toFile());
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(launch.log().toFile()));
        return builder;
    }

    /// Single-user mode: recovery, and then statements from standard input, one a line.
    static ProcessBuilder singleUser(ServerProcess.Launch launch, String database, Path output) {
        ProcessBuilder builder = command(launch, List.of("--single"), List.of(database));
        builder.redirectError(ProcessBuilder.Redirect.appendTo(launch.log().toFile()));
        builder.redirectOutput(output.toFile());
        return builder;
    }

    private static ProcessBuilder command(
            ServerProcess.Launch launch, List<String> first, List<String> last) {
        List<String> command = new ArrayList<>();
        Shell.find("setsid").ifPresent(setsid -> command.add(setsid.toString()));
        command.addAll(
                List.of(
                        "sh",
                        "-c",
                        NUMBERED,
                        ServerLease.serverFile(launch.directory()).toString()));
        command.addAll(launch.user().prefix());
        command.add(launch.binaries().postgres().toString());
        command.addAll(first);
        command.addAll(List.of("-D", launch.directory().toString()));
        command.addAll(launch.arguments());
        command.addAll(last);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(Shell.ENVIRONMENT);
        builder.directory(Path.of("/").toFile());
        return builder;
    }
}
