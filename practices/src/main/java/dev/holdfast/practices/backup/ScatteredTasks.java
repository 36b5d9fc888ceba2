package dev.holdfast.practices.backup;

import dev.holdfast.core.engine.Changes.PageRun;
import dev.holdfast.core.engine.FileReader.Range;
import dev.holdfast.core.engine.SourceFile;
import dev.holdfast.practices.backup.ReadTask.Piece;
import java.util.ArrayList;
import java.util.List;

/// Gathers changed pages of many files into tasks, in (file, page) order.
final class ScatteredTasks {
    private static final long TASK_BYTES = 8L << 20;
    private static final int TASK_PIECES = 2000;

    private final int pageBytes;
    private final List<ReadTask> tasks = new ArrayList<>();
    private List<Piece> pending = new ArrayList<>();
    private long pendingBytes;

    ScatteredTasks(int pageBytes) {
        this.pageBytes = pageBytes;
    }

    void add(SourceFile file, List<PageRun> runs) {
        for (PageRun run : runs) {
            long offset = (long) run.first() * pageBytes;
            long end = Math.min(offset + (long) run.count() * pageBytes, file.sizeBytes());
            while (offset < end) {
                long length = Math.min(end - offset, TASK_BYTES - pendingBytes);
                add(new Range(file, offset, length));
                offset += length;
            }
        }
    }

    private void add(Range range) {
        pending.add(new Piece(range, pending.isEmpty()));
        pendingBytes += range.lengthBytes();
        if (pendingBytes >= TASK_BYTES || pending.size() >= TASK_PIECES) {
            flush();
        }
    }

    List<ReadTask> tasks() {
        flush();
        return tasks;
    }

    private void flush() {
        if (!pending.isEmpty()) {
            tasks.add(new ReadTask(pending));
        }
        pending = new ArrayList<>();
        pendingBytes = 0;
    }
}
