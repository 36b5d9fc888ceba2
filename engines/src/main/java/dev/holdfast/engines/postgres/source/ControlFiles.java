package dev.holdfast.engines.postgres.source;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.engines.postgres.connect.Session;
import dev.holdfast.engines.postgres.page.ControlFile;
import java.util.Optional;

/// Reads `global/pg_control` whole: it can be read while the server writes it, so it is read again
/// until its checksum fits.
record ControlFiles(Session session, String systemIdentifier) {

    private static final int ATTEMPTS = 50;

    private static final String READ =
            "SELECT pg_read_binary_file('global/pg_control', 0, 8192, true) FROM pg_sleep(";

    byte[] read() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<byte[]> content = readOnce(attempt == 0 ? "0" : "0.02");
            Optional<ControlFile> parsed = content.flatMap(ControlFile::parse);
            if (parsed.isPresent() && isOurs(parsed.get())) {
                return content.orElseThrow();
            }
        }
        throw new HoldfastException(
                ProblemCode.SERVER_UNSUITABLE,
                session.label() + ": global/pg_control of the server is damaged",
                "do not restart the server: its pg_control on disk does not have the right"
                        + " checksum. Run pg_controldata on it");
    }

    private boolean isOurs(ControlFile file) {
        return Long.toUnsignedString(file.systemIdentifier()).equals(systemIdentifier);
    }

    private Optional<byte[]> readOnce(String pauseSeconds) {
        return session.list(
                        "reading pg_control",
                        READ + pauseSeconds + ")",
                        row -> Optional.ofNullable(row.getBytes(1)))
                .getFirst();
    }
}
