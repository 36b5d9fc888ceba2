package dev.holdfast.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Where a daemon can be reached: `serve.json` in its state directory. It may be left over from a
/// daemon that was killed.
///
/// @param version of Holdfast
/// @param socket a Unix domain socket
/// @param console for a browser; empty when it is not served
public record DaemonAddress(long pid, String version, String socket, Optional<String> console) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    public static Optional<DaemonAddress> read(Path state) {
        try {
            return Optional.of(JSON.readValue(Files.readString(file(state)), DaemonAddress.class));
        } catch (IOException | JacksonException e) {
            return Optional.empty();
        }
    }

    void write(Path state) throws IOException {
        Path written = state.resolve("serve.json.new");
        Files.writeString(written, JSON.writeValueAsString(this));
        Files.move(
                written,
                file(state),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    static void delete(Path state) throws IOException {
        Files.deleteIfExists(file(state));
    }

    private static Path file(Path state) {
        return state.resolve("serve.json");
    }
}
