package dev.holdfast.practices.branch;

import dev.holdfast.branchfs.BranchFileSystem;
import dev.holdfast.branchfs.overlay.Figures;
import dev.holdfast.practices.branch.lazy.SnapshotTree;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// A mounted tree that is fetched when it is touched.
record MountedFiles(SnapshotTree tree, BranchFileSystem mount, Map<Long, Path> tablespaces)
        implements BranchFiles {
    @Override
    public BranchKind kind() {
        return BranchKind.INSTANT;
    }

    @Override
    public Path directory() {
        return mount.directory();
    }

    @Override
    public long usedBytes() {
        Figures figures = mount.figures();
        return figures.lastingBytes() + figures.cachedBytes();
    }

    @Override
    public Optional<Figures> figures() {
        return Optional.of(mount.figures());
    }

    @Override
    public Optional<String> trouble() {
        Optional<String> broken =
                mount.breakage()
                        .map(trouble -> trouble.what() + ": " + trouble.cause().getMessage());
        return broken.isPresent() || mount.isServing()
                ? broken
                : Optional.of("its files were unmounted");
    }

    @Override
    public void close() {
        try (tree) {
            mount.close();
        }
    }
}
