package dev.holdfast.core.secret;

import dev.holdfast.core.problem.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// Looks after the files that hold secrets.
public final class SecretFiles {
    private static final Set<PosixFilePermission> OTHERS =
            EnumSet.of(
                    PosixFilePermission.GROUP_READ,
                    PosixFilePermission.GROUP_WRITE,
                    PosixFilePermission.OTHERS_READ,
                    PosixFilePermission.OTHERS_WRITE);

    private SecretFiles() {}

    /// A warning when users other than the owner may read or write the secret's file; nothing for
    /// secrets without a file, and where the file or its permissions are not there to see.
    public static Optional<Finding> check(Secret secret) {
        return secret instanceof Secret.FromFile fromFile && isOpen(fromFile.path())
                ? Optional.of(finding(fromFile.path()))
                : Optional.empty();
    }

    private static boolean isOpen(Path path) {
        try {
            return Files.getPosixFilePermissions(path).stream().anyMatch(OTHERS::contains);
        } catch (IOException | UnsupportedOperationException e) {
            return false; // who uses the secret says that it cannot be read
        }
    }

    private static Finding finding(Path path) {
        return new Finding(
                Finding.Severity.WARNING,
                "secret-file-open",
                path.toString(),
                "users other than the owner may read or write the secret file " + path,
                "chmod 600 " + path);
    }
}
