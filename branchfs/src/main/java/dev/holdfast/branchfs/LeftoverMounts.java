package dev.holdfast.branchfs;

import dev.holdfast.branchfs.kernel.MountTable;
import dev.holdfast.branchfs.kernel.Mounter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Mounts whose process was killed or hangs. Looks at the kernel's table only: to touch such a
/// mount may mean to wait for ever.
///
/// First end the servers that use them; their process ids must stand somewhere else than in the
/// mount. Then a removal frees whoever waits there.
public final class LeftoverMounts {
    private LeftoverMounts() {}

    /// Without links above them, the directories below `directory`, itself among them, at which a
    /// branch is mounted.
    public static List<Path> below(Path directory) throws IOException {
        Path parent = MountTable.named(directory);
        return MountTable.all().stream()
                .map(MountTable.Mounted::directory)
                .filter(each -> each.startsWith(parent))
                .distinct()
                .toList();
    }

    /// Takes the mount away, whoever uses it and whether or not its process lives. Nothing where
    /// there is none.
    public static void remove(Path directory) throws IOException, InterruptedException {
        Mounter.remove(MountTable.named(directory));
    }
}
