package dev.holdfast.practices.backup;

import dev.holdfast.core.engine.FileReader.Range;
import dev.holdfast.core.engine.SourceFile;
import dev.holdfast.practices.backup.ReadTask.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Cuts whole files into tasks: large ones into chunks, small ones together by directory.
final class WholeFileTasks {
    /// A multiple of the vault's frame, small enough to share a 1 GiB segment among workers.
    private static final long CHUNK_BYTES = 32L << 20;

    /// Files of at most one frame are read and stored together.
    private static final long SMALL_BYTES = 128L << 10;

    private static final long TASK_BYTES = 8L << 20;
    private static final int TASK_PIECES = 2000;

    private final List<ReadTask> tasks = new ArrayList<>();
    private final Map<String, List<SourceFile>> small = new TreeMap<>();

    private List<Piece> pending = new ArrayList<>();
    private long pendingBytes;

    List<ReadTask> of(List<SourceFile> files) {
        for (SourceFile file : files) {
            if (file.sizeBytes() > SMALL_BYTES) {
                addChunks(file);
            } else if (file.sizeBytes() > 0) {
                small.computeIfAbsent(group(file), _ -> new ArrayList<>()).add(file);
            }
        }
        small.values().forEach(this::addSmall);
        flush();
        return tasks;
    }

    private void addChunks(SourceFile file) {
        for (long offset = 0; offset < file.sizeBytes(); offset += CHUNK_BYTES) {
            long length = Math.min(CHUNK_BYTES, file.sizeBytes() - offset);
            tasks.add(new ReadTask(List.of(new Piece(new Range(file, offset, length), true))));
        }
    }

    /// Files that are re-read together stand together: one directory, one kind, and one fork (the
    /// part of the name after `_`), since maps of free space and visibility are read every time and
    /// the relations beside them are not.
    private static String group(SourceFile file) {
        int slash = file.path().lastIndexOf('/');
        int fork = file.path().indexOf('_', slash + 1);
        String suffix =
                fork < 0 || file.kind() == SourceFile.Kind.PLAIN ? "" : file.path().substring(fork);
        return file.path().substring(0, slash + 1) + " " + file.kind() + " " + suffix;
    }

    private void addSmall(List<SourceFile> group) {
        long frameBytes = 0;
        boolean first = true;
        for (SourceFile file : group) {
            boolean startsFrame = first || frameBytes + file.sizeBytes() > SMALL_BYTES;
            if (startsFrame && (pendingBytes >= TASK_BYTES || pending.size() >= TASK_PIECES)) {
                flush();
            }
            frameBytes = startsFrame ? file.sizeBytes() : frameBytes + file.sizeBytes();
            pending.add(new Piece(new Range(file, 0, file.sizeBytes()), startsFrame));
            pendingBytes += file.sizeBytes();
            first = false;
        }
    }

    private void flush() {
        if (!pending.isEmpty()) {
            tasks.add(new ReadTask(pending));
        }
        pending = new ArrayList<>();
        pendingBytes = 0;
    }
}
