package dev.holdfast.practices.branch;

import dev.holdfast.branchfs.overlay.Figures;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// The data directory of a branch. Closing takes it away, whoever uses it.
interface BranchFiles extends AutoCloseable {
    BranchKind kind();

    Path directory();

    /// Oid to directory.
    Map<Long, Path> tablespaces();

    long usedBytes();

    Optional<Figures> figures();

    /// Why it cannot be believed any more.
    Optional<String> trouble();

    @Override
    void close();
}
