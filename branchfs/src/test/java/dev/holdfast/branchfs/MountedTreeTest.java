package dev.holdfast.branchfs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The contract on a branch.
@Timeout(120)
class MountedTreeTest extends FileSystemContract {
    @TempDir private static Path area;

    private static @Nullable ServedDirectory served;

    @BeforeAll
    static void mount() throws IOException, InterruptedException {
        Mountable.assume();
        Path source = Files.createDirectory(area.resolve("source"));
        plant(source, MountedTreeTest.class);
        served = ServedDirectory.start(source, area, ServedDirectory.Options.DEFAULT);
    }

    @AfterAll
    static void unmount() throws IOException {
        if (served != null) {
            served.close();
        }
    }

    @Override
    Path root() {
        if (served == null) {
            throw new IllegalStateException("not mounted");
        }
        return served.directory();
    }
}
