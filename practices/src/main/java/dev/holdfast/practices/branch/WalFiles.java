package dev.holdfast.practices.branch;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.holdfast.core.engine.DataDirectories;
import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.engine.PhysicalSource;
import dev.holdfast.vault.Snapshot;
import dev.holdfast.vault.StreamPart;
import dev.holdfast.vault.WalPart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/// Writes a snapshot's WAL as segment files of full size; what was not received yet is zeros, where
/// recovery ends.
final class WalFiles implements PhysicalSource.WalSink {
    private final DataDirectories directories;
    private final Path directory;
    private final int timeline;
    private final long segmentBytes;

    private WalFiles(DataDirectories directories, Path directory, Snapshot snapshot, int timeline) {
        this.directories = directories;
        this.directory = directory;
        this.timeline = timeline;
        this.segmentBytes = snapshot.manifest().facts().walSegmentBytes();
    }

    static void write(DataDirectories directories, Path directory, Snapshot snapshot)
            throws InterruptedException {
        int timeline = snapshot.manifest().wal().timeline();
        WalFiles files = new WalFiles(directories, directory, snapshot, timeline);
        for (WalPart part : snapshot.wal()) {
            snapshot.readWal(part, files);
        }
    }

    /// What follows the snapshot's own log, on whatever timelines.
    static void write(DataDirectories directories, Path directory, Snapshot snapshot, Replay replay)
            throws InterruptedException {
        for (StreamPart part : replay.parts()) {
            replay.log()
                    .read(part, new WalFiles(directories, directory, snapshot, part.timeline()));
        }
    }

    @Override
    public void write(Lsn lsn, byte[] buffer, int offset, int length) {
        int written = 0;
        while (written < length) {
            Lsn at = lsn.plus(written);
            Lsn segment = at.segmentStart(segmentBytes);
            long inSegment = at.value() - segment.value();
            int count = (int) Math.min(length - written, segmentBytes - inSegment);
            writeSegment(segment, inSegment, ByteBuffer.wrap(buffer, offset + written, count));
            written += count;
        }
    }

    private void writeSegment(Lsn segment, long position, ByteBuffer bytes) {
        Path file = directories.walFile(directory, timeline, segment, segmentBytes);
        try (FileChannel channel = FileChannel.open(file, CREATE, WRITE)) {
            if (channel.size() < segmentBytes) {
                channel.write(ByteBuffer.allocate(1), segmentBytes - 1);
            }
            long at = position;
            while (bytes.hasRemaining()) {
                at += channel.write(bytes, at);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
