package dev.holdfast.practices.backup;

import dev.holdfast.core.engine.FileReader.Range;
import dev.holdfast.core.engine.SourceFile;
import dev.holdfast.vault.Manifest.DamagedPage;
import dev.holdfast.vault.SnapshotWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Knows when all pieces of a file were read, and tells the writer how the file turned out. Safe
/// for all workers.
final class FileTally {
    private final SnapshotWriter writer;
    private final Set<SourceFile> partly;
    private final Map<SourceFile, Open> open = new HashMap<>();
    private final List<DamagedPage> damages = new ArrayList<>();

    private static final class Open {
        int pieces;
        boolean gone;
        long end;
    }

    FileTally(SnapshotWriter writer, ReadPlan plan) {
        this.writer = writer;
        this.partly = Set.copyOf(plan.partly());
        for (ReadTask task : plan.tasks()) {
            for (ReadTask.Piece piece : task.pieces()) {
                Open file = open.computeIfAbsent(piece.range().file(), _ -> new Open());
                file.pieces++;
                file.end = piece.range().file().sizeBytes();
            }
        }
    }

    /// Files of which nothing is read: those without a change, those that were only truncated, and
    /// those without a byte.
    void settleUnread(ReadPlan plan) {
        plan.unchanged().forEach(writer::unchanged);
        plan.partly().stream()
                .filter(file -> !open.containsKey(file))
                .forEach(file -> writer.partly(file, file.sizeBytes()));
        plan.whole().stream()
                .filter(file -> file.sizeBytes() == 0)
                .forEach(file -> writer.finished(file, 0));
    }

    /// @param deliveredBytes fewer than asked for when the file was truncated meanwhile: it then
    ///   ends there, and replay of the WAL makes whatever came after
    synchronized void pieceDone(Range range, boolean gone, long deliveredBytes) {
        Open file = open.get(range.file());
        if (file == null) {
            throw new IllegalStateException("not in the plan: " + range);
        }
        file.gone |= gone;
        if (deliveredBytes < range.lengthBytes()) {
            file.end = Math.min(file.end, range.offset() + deliveredBytes);
        }
        file.pieces--;
        if (file.pieces == 0) {
            open.remove(range.file());
            settle(range.file(), file);
        }
    }

    private void settle(SourceFile source, Open file) {
        if (file.gone) {
            writer.gone(source);
        } else if (partly.contains(source)) {
            writer.partly(source, file.end);
        } else {
            writer.finished(source, file.end);
        }
    }

    synchronized void damaged(SourceFile file, int page) {
        damages.add(new DamagedPage(file.path(), page));
    }

    synchronized List<DamagedPage> damages() {
        return List.copyOf(damages);
    }
}
