package dev.holdfast.engines.postgres.source;

import dev.holdfast.core.engine.ServerFacts;
import dev.holdfast.engines.postgres.catalog.ServerFiles;
import dev.holdfast.engines.postgres.connect.Session;
import dev.holdfast.engines.postgres.page.ControlFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/// Whether the data directory can be read on this machine, and is that of the server that was
/// reached: the address is this machine's, the system identifier is the same, and `postmaster.pid`,
/// which holds the process, the start time and the port, is the same byte for byte.
sealed interface DirectAccess {

    record Possible(Path dataDirectory) implements DirectAccess {}

    /// @param reason for people
    record Impossible(String reason) implements DirectAccess {}

    static DirectAccess look(Session session, ServerFacts facts) {
        if (facts.dataDirectory().isEmpty()) {
            return new Impossible("the role may not see where the data directory is");
        }
        Path directory = Path.of(facts.dataDirectory());
        try {
            if (!isThisMachine(session.host().host())) {
                return new Impossible("the server is on another machine");
            }
            if (!Files.isReadable(directory.resolve("global/pg_control"))) {
                return new Impossible(directory + " is not readable for this user");
            }
            return isOf(session, facts, directory)
                    ? new Possible(directory)
                    : new Impossible(directory + " on this machine belongs to another server");
        } catch (IOException e) {
            return new Impossible(directory + " cannot be read: " + e.getMessage());
        }
    }

    private static boolean isThisMachine(String host) throws IOException {
        InetAddress address = InetAddress.getByName(host);
        return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
    }

    private static boolean isOf(Session session, ServerFacts facts, Path directory)
            throws IOException {
        Optional<ControlFile> control =
                ControlFile.parse(Files.readAllBytes(directory.resolve("global/pg_control")));
        Optional<byte[]> theirs = new ServerFiles(session).read("postmaster.pid");
        byte[] ours = Files.readAllBytes(directory.resolve("postmaster.pid"));
        return control.isPresent()
                && Long.toUnsignedString(control.get().systemIdentifier())
                        .equals(facts.systemIdentifier())
                && theirs.isPresent()
                && Arrays.equals(theirs.get(), ours);
    }
}
