package dev.holdfast.branchfs.kernel;

import java.nio.file.Path;
import java.util.List;

/// How this process may mount a file system, best first.
public sealed interface MountAbility {
    /// By itself: as root, or with the right to mount in its own mount namespace.
    record Directly() implements MountAbility {}

    /// By FUSE's own helper, which has the right that the process lacks.
    record ByHelper(Path program) implements MountAbility {}

    /// Not this process, but one that is started by this command: in a user namespace of its own it
    /// mounts directly. The mount is seen in there only, so a server that uses it must be started
    /// from there.
    ///
    /// @param launcher what to put before the command
    record InUserNamespace(List<String> launcher) implements MountAbility {
        public InUserNamespace {
            launcher = List.copyOf(launcher);
        }
    }

    /// Not at all.
    ///
    /// @param missing what this machine lacks, lower case, without full stop
    /// @param remedy what to type so that branches open instantly
    record Impossible(String missing, String remedy) implements MountAbility {}
}
