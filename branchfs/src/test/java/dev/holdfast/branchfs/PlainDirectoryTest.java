package dev.holdfast.branchfs;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/// The contract on the file system that is there: what it says is so.
class PlainDirectoryTest extends FileSystemContract {
    @TempDir private static Path root;

    @BeforeAll
    static void plant() throws IOException {
        plant(root, PlainDirectoryTest.class);
    }

    @Override
    Path root() {
        return root;
    }
}
