package dev.holdfast.core.engine;

import java.util.List;

/// The files and directories of a data directory. Paths are relative to it, with `/`, sorted;
/// tablespaces stand under `pg_tblspc/OID`.
public record SourceTree(List<String> directories, List<SourceFile> files) {
    public SourceTree {
        directories = List.copyOf(directories);
        files = List.copyOf(files);
    }
}
