package dev.holdfast.engines.postgres.source;

import dev.holdfast.core.engine.SourceFile;
import dev.holdfast.core.engine.SourceTree;
import dev.holdfast.engines.postgres.catalog.ServerFiles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Configuration files of the data directory, read together with the list of files. `ALTER SYSTEM`
/// replaces such a file by one of another size at any time, and no WAL tells of it: read later at
/// the size it once had, it would be cut in the middle of a line.
///
/// @param tree with the sizes that were really read
/// @param contents by path
record HeldFiles(SourceTree tree, Map<String, byte[]> contents) {

    static HeldFiles hold(SourceTree listed, ServerFiles server) {
        Map<String, byte[]> contents = new HashMap<>();
        List<SourceFile> files = new ArrayList<>();
        for (SourceFile file : listed.files()) {
            Optional<byte[]> content =
                    isConfiguration(file) ? whole(server, file) : Optional.empty();
            content.ifPresent(bytes -> contents.put(file.path(), bytes));
            files.add(
                    content.map(bytes -> new SourceFile(file.path(), bytes.length, file.kind()))
                            .orElse(file));
        }
        return new HeldFiles(new SourceTree(listed.directories(), files), contents);
    }

    private static boolean isConfiguration(SourceFile file) {
        return file.path().indexOf('/') < 0 && file.path().endsWith(".conf");
    }

    /// Empty when it is too large to be held, or gone.
    private static Optional<byte[]> whole(ServerFiles server, SourceFile file) {
        return server.read(file.path()).filter(bytes -> bytes.length < ServerFiles.LARGEST_BYTES);
    }
}
