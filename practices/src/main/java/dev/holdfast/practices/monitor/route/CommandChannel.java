package dev.holdfast.practices.monitor.route;

import dev.holdfast.core.estate.AlertRoute.Command;
import dev.holdfast.practices.monitor.alert.Channel;
import dev.holdfast.practices.monitor.alert.Message;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// A program that reads JSON from its standard input; exit code 0 means that it took it. What it
/// prints is thrown away.
record CommandChannel(String route, Command target) implements Channel {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Override
    public void send(Message message) throws InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(target.words())
                            .redirectOutput(Redirect.DISCARD)
                            .redirectError(Redirect.DISCARD)
                            .start();
            try {
                feed(process, Json.of(message));
                await(process);
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw Http.undelivered(route, target.words().getFirst() + " cannot be run");
        }
    }

    /// A program that does not read its input may still succeed.
    private static void feed(Process process, String json) {
        try (OutputStream input = process.getOutputStream()) {
            input.write(json.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            return;
        }
    }

    private void await(Process process) throws InterruptedException {
        if (!process.waitFor(LIMIT)) {
            throw Http.undelivered(
                    route,
                    target.words().getFirst() + " ran longer than " + LIMIT.toSeconds() + " s");
        }
        if (process.exitValue() != 0) {
            throw Http.undelivered(
                    route, target.words().getFirst() + " ended with " + process.exitValue());
        }
    }
}
