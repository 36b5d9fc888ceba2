package dev.holdfast.cli.progress;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jline.utils.Signals;

/// How many columns the terminal has: from `COLUMNS`, else from the terminal itself, asked again
/// after it was resized.
final class TerminalWidth implements AutoCloseable {
    private static final int USUAL = 80;
    private static final long STTY_SECONDS = 2;

    private final Map<String, String> environment;
    private final Object previous;
    private volatile boolean resized = true;
    private int columns = USUAL;

    TerminalWidth(Map<String, String> environment) {
        this.environment = environment;
        this.previous = Signals.register("WINCH", () -> resized = true);
    }

    int columns() {
        if (resized) {
            resized = false;
            columns = parse(environment.getOrDefault("COLUMNS", ""), this::fromTerminal);
        }
        return columns;
    }

    private int fromTerminal() {
        try {
            Process stty =
                    new ProcessBuilder("stty", "size")
                            .redirectInput(new File("/dev/tty"))
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            String answer =
                    new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            if (!stty.waitFor(STTY_SECONDS, TimeUnit.SECONDS)) {
                stty.destroyForcibly();
            }
            return parse(answer.strip().replaceFirst(".* ", ""), () -> USUAL);
        } catch (IOException e) {
            return USUAL;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return USUAL;
        }
    }

    private static int parse(String text, java.util.function.IntSupplier otherwise) {
        boolean number = text.matches("[1-9][0-9]{0,3}");
        return number ? Integer.parseInt(text) : otherwise.getAsInt();
    }

    @Override
    public void close() {
        Signals.unregister("WINCH", previous);
    }
}
