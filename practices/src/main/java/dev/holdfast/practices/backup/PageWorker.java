package dev.holdfast.practices.backup;

import dev.holdfast.core.engine.FileReader;
import dev.holdfast.core.engine.PhysicalSource;
import dev.holdfast.core.operation.Workers;
import dev.holdfast.practices.backup.ReadTask.Piece;
import dev.holdfast.vault.Lane;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/// One reading connection and the lane of the vault that it feeds.
final class PageWorker implements Workers.Worker<ReadTask>, FileReader.Sink {
    private static final long GONE = -1;

    private final FileReader reader;
    private final Lane lane;
    private final FileTally tally;
    private final Watch watch;

    private List<Piece> pieces = List.of();
    private long[] delivered = {};
    private int current = -1;

    /// What is told and asked while reading.
    ///
    /// @param wal whose failure ends the reading: without it the snapshot is worth nothing
    record Watch(LongAdder done, WalReceipt wal) {}

    PageWorker(PhysicalSource source, Lane lane, FileTally tally, Watch watch) {
        this.reader = source.openReader();
        this.lane = lane;
        this.tally = tally;
        this.watch = watch;
    }

    @Override
    public void work(ReadTask task) throws InterruptedException {
        watch.wal().requireWell();
        pieces = task.pieces();
        delivered = new long[pieces.size()];
        current = -1;
        reader.read(task.ranges(), this);
        lane.cut();
        for (int i = 0; i < delivered.length; i++) {
            tally.pieceDone(pieces.get(i).range(), delivered[i] == GONE, Math.max(0, delivered[i]));
        }
    }

    @Override
    public void bytes(int index, byte[] buffer, int offset, int length)
            throws InterruptedException {
        Piece piece = pieces.get(index);
        cutBefore(index);
        lane.append(
                piece.range().file(),
                piece.range().offset() + delivered[index],
                buffer,
                offset,
                length);
        delivered[index] += length;
        watch.done().add(length);
    }

    /// Cuts when a piece between the last one and this begins a frame: also a piece that delivered
    /// nothing.
    private void cutBefore(int index) throws InterruptedException {
        for (; current < index; current++) {
            if (pieces.get(current + 1).startsFrame()) {
                lane.cut();
            }
        }
    }

    @Override
    public void gone(int index) {
        delivered[index] = GONE;
    }

    @Override
    public void damagedPage(int index, int page) {
        tally.damaged(pieces.get(index).range().file(), page);
    }

    @Override
    public void close() {
        reader.close();
    }
}
