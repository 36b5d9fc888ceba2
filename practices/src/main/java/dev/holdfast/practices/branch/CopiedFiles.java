package dev.holdfast.practices.branch;

import dev.holdfast.branchfs.overlay.Figures;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// All files of a branch, copied. They go with their place.
record CopiedFiles(Destination destination, Materialised result) implements BranchFiles {
    @Override
    public BranchKind kind() {
        return BranchKind.MATERIALISED;
    }

    @Override
    public Path directory() {
        return destination.directory();
    }

    @Override
    public Map<Long, Path> tablespaces() {
        return destination.tablespaces();
    }

    @Override
    public long usedBytes() {
        return result.bytes();
    }

    @Override
    public Optional<Figures> figures() {
        return Optional.empty();
    }

    @Override
    public Optional<String> trouble() {
        return Optional.empty();
    }

    @Override
    public void close() {}
}
