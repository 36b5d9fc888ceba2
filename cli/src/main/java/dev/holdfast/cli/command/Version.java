package dev.holdfast.cli.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// The version of this build, written into a resource by the build. The launcher reads the same
/// file.
public final class Version {
    private static final String RESOURCE = "/dev/holdfast/cli/version.txt";

    private Version() {}

    /// Such as `0.1.0`.
    public static String text() {
        try (InputStream resource = Version.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new IllegalStateException("resource " + RESOURCE + " is missing");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
