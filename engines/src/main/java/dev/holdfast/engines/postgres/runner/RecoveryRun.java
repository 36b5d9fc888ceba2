package dev.holdfast.engines.postgres.runner;

import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.engines.postgres.connect.Sql;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Recovers a restored directory in single-user mode, in which nobody can connect, and makes the
/// one role that may log in afterwards. So there is no moment in which the server is open and
/// somebody else's password, or none, would do; and no password of the source is needed.
record RecoveryRun(ServerProcess.Launch launch, Path output) {

    private static final Duration LIMIT = Duration.ofHours(24);
    private static final Pattern END = Pattern.compile("lsn = \"([0-9A-F]+/[0-9A-F]+)\"");

    /// Every server has this database: it cannot be dropped before it is unmarked as a template.
    private static final String DATABASE = "template1";

    /// With this, PostgreSQL ends at a target at which it is to shut down.
    private static final int ARRIVED = 3;

    /// @return where recovery ended: the checkpoint that ends it stands right there
    Lsn run(String role, String password) throws InterruptedException {
        int exit = end(statements(role, password));
        Matcher end = END.matcher(said());
        if (exit != 0 || !end.find()) {
            throw failed("does not recover", null);
        }
        return Lsn.parse(end.group(1));
    }

    /// For a launch whose target is one to shut down at.
    void arrive() throws InterruptedException {
        if (end("") != ARRIVED) {
            throw failed("does not recover to the wanted place", null);
        }
    }

    /// @return the exit code
    private int end(String statements) throws InterruptedException {
        ServerLease lease = ServerLease.take(launch.directory());
        try {
            Process process = PostgresCommand.singleUser(launch, DATABASE, output).start();
            Thread atExit = new Thread(() -> Shutdown.kill(process.toHandle()));
            Runtime.getRuntime().addShutdownHook(atExit);
            try {
                tell(process, statements);
                return await(process);
            } finally {
                if (process.isAlive()) {
                    Shutdown.kill(process.toHandle());
                }
                ServerProcess.forget(atExit);
            }
        } catch (IOException e) {
            throw failed("could not be started", e);
        } finally {
            lease.release();
        }
    }

    private static String statements(String role, String password) {
        return """
        SELECT checkpoint_lsn AS lsn FROM pg_control_checkpoint();
        CREATE ROLE %s;
        ALTER ROLE %s WITH SUPERUSER LOGIN PASSWORD %s VALID UNTIL 'infinity' CONNECTION LIMIT -1;
        """
                .formatted(role, role, Sql.literal(password));
    }

    private static void tell(Process process, String statements) throws IOException {
        try (OutputStream input = process.getOutputStream()) {
            input.write(statements.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            if (process.isAlive()) {
                throw e;
            }
            // it ended before it read anything: its log says why
        }
    }

    private int await(Process process) throws InterruptedException {
        if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            throw failed("did not recover within " + LIMIT.toHours() + " hours", null);
        }
        return process.exitValue();
    }

    private String said() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw failed("cannot be heard", e);
        }
    }

    private HoldfastException failed(String how, @Nullable Exception cause) {
        String message =
                "the server on "
                        + launch.directory()
                        + " "
                        + how
                        + ": "
                        + new ServerLog(launch.log()).lastWords();
        String hint = "read its log: less " + launch.log();
        return cause == null
                ? new HoldfastException(ProblemCode.SCRATCH_FAILED, message, hint)
                : new HoldfastException(ProblemCode.SCRATCH_FAILED, message, hint, cause);
    }
}
