package dev.holdfast.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/// Where the daemon's socket lies: in a directory that only its owner may enter.
final class SocketPlace {
    /// Of a socket's path, with its closing zero: sun_path in unix(7).
    private static final int LONGEST = 107;

    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private SocketPlace() {}

    /// Below `state`; in a directory for temporary files where that path is too long for a socket.
    static Path make(Path state) throws IOException {
        Path directory = state.toAbsolutePath().resolve("run");
        Path socket = directory.resolve("serve.sock");
        if (socket.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            return Files.createTempDirectory("holdfast-", OWNER_ONLY).resolve("serve.sock");
        }
        if (!Files.isDirectory(directory)) {
            Files.createDirectory(directory, OWNER_ONLY);
        }
        return socket;
    }
}
