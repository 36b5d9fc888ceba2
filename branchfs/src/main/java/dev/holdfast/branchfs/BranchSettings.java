package dev.holdfast.branchfs;

import dev.holdfast.branchfs.overlay.OverlayLimits;
import dev.holdfast.branchfs.overlay.Owner;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/// How a tree is mounted.
///
/// @param directory where; it exists and is empty
/// @param overlay the directory where what is read and written is kept, in plain, in a file without
///   a name; it is made for this user only where there is none. Not below `directory`
/// @param owner whom the files belong to: the user that the server runs as
/// @param deadline after which a read that waits for the tree fails. Until then, whoever waits for
///   it cannot be killed
public record BranchSettings(
        Path directory,
        Path overlay,
        Owner owner,
        OverlayLimits limits,
        Duration deadline,
        InstantSource clock) {

    public static final Duration DEADLINE = Duration.ofSeconds(20);

    /// Linux ends a connection of which a request was not answered for half a minute, whatever it
    /// was asked to do.
    private static final Duration LONGEST_DEADLINE = Duration.ofSeconds(25);

    public BranchSettings {
        if (deadline.compareTo(LONGEST_DEADLINE) > 0) {
            throw new IllegalArgumentException(
                    "a deadline of %s is longer than %s".formatted(deadline, LONGEST_DEADLINE));
        }
        directory = directory.toAbsolutePath().normalize();
        overlay = overlay.toAbsolutePath().normalize();
    }
}
