package dev.holdfast.branchfs;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.holdfast.branchfs.kernel.MountAbility;
import dev.holdfast.branchfs.overlay.OverlayLimits;
import dev.holdfast.branchfs.overlay.Owner;
import dev.holdfast.core.files.Trees;
import dev.holdfast.core.problem.HoldfastException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/// Skips tests where the machine does not let this process mount, and says why.
final class Mountable {
    private Mountable() {}

    static void assume() throws IOException, InterruptedException {
        assume(BranchFileSystem.abilities().getFirst());
    }

    /// Asking is not enough: containers refuse what seems to be allowed. So an empty tree is
    /// mounted.
    static void assume(MountAbility ability) throws IOException, InterruptedException {
        Path area = Files.createTempDirectory("mountable-");
        try {
            Path directory = Files.createDirectory(area.resolve("mount"));
            BranchSettings settings =
                    new BranchSettings(
                            directory,
                            area.resolve("overlay"),
                            new Owner(0, 0),
                            OverlayLimits.NONE,
                            BranchSettings.DEADLINE,
                            InstantSource.system());
            BranchFileSystem.mount(List::of, settings, ability).close();
        } catch (HoldfastException e) {
            abort("no branch can be mounted on this machine: " + e.getMessage());
        } finally {
            Trees.delete(area);
        }
    }
}
