package dev.holdfast.engines.postgres.source;

import dev.holdfast.core.engine.DataDirectories;
import dev.holdfast.core.engine.DataDirectories.Recovery;
import dev.holdfast.core.engine.FileReader;
import dev.holdfast.core.engine.FileReader.Range;
import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.engine.PhysicalSource;
import dev.holdfast.core.engine.SourceFile;
import dev.holdfast.engines.postgres.restore.PostgresDataDirectories;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;

/// Takes a snapshot into a plain directory, which a server can start on.
final class Copy {
    private final DataDirectories directories = new PostgresDataDirectories();
    private final Path directory;
    final List<String> damaged = new ArrayList<>();
    final List<String> gone = new ArrayList<>();

    private final List<String> settings;

    /// @param settings that the copied server starts with
    Copy(Path directory, String... settings) {
        this.directory = directory;
        this.settings = List.of(settings);
    }

    interface Between {
        void happens() throws Exception;
    }

    PhysicalSource.Stop take(PhysicalSource source, long walSegmentBytes, Between between)
            throws Exception {
        directories.beginRestore(directory, "test");
        FutureTask<Void> wal =
                new FutureTask<>(() -> {
                    source.receiveWal(new WalFiles(source, walSegmentBytes)::write);
                    return null;
                });
        Thread.ofVirtual().start(wal);
        for (String name : source.files().directories()) {
            Files.createDirectories(directory.resolve(name));
        }
        between.happens();
        read(source, source.files().files());
        PhysicalSource.Stop stop = source.stop();
        wal.get();
        directories.finishRestore(
                directory,
                new Recovery(
                        source.readControlFile(),
                        stop.label(),
                        Map.of(),
                        source.start().timeline(),
                        stop.timelineHistory(),
                        List.of(),
                        settings,
                        Map.of()));
        return stop;
    }

    void read(PhysicalSource source, List<SourceFile> files) throws InterruptedException {
        List<Range> ranges =
                files.stream().map(file -> new Range(file, 0, file.sizeBytes())).toList();
        files.forEach(this::create);
        try (FileReader reader = source.openReader()) {
            reader.read(ranges, new RangeFiles(ranges));
        }
    }

    private void create(SourceFile file) {
        try {
            Files.write(directory.resolve(file.path()), new byte[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class RangeFiles implements FileReader.Sink {
        private final List<Range> ranges;

        RangeFiles(List<Range> ranges) {
            this.ranges = ranges;
        }

        @Override
        public void bytes(int index, byte[] buffer, int offset, int length) {
            Path file = directory.resolve(ranges.get(index).file().path());
            try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
                out.seek(out.length());
                out.write(buffer, offset, length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void gone(int index) {
            gone.add(ranges.get(index).file().path());
        }

        @Override
        public void damagedPage(int index, int page) {
            damaged.add(ranges.get(index).file().path() + ":" + page);
        }
    }

    private final class WalFiles {
        private final int timeline;
        private final long segmentBytes;

        WalFiles(PhysicalSource source, long segmentBytes) {
            timeline = source.start().timeline();
            this.segmentBytes = segmentBytes;
        }

        void write(Lsn lsn, byte[] buffer, int offset, int length) {
            int done = 0;
            while (done < length) {
                Lsn at = lsn.plus(done);
                Lsn segment = at.segmentStart(segmentBytes);
                long inSegment = at.value() - segment.value();
                int part = (int) Math.min(length - done, segmentBytes - inSegment);
                writePart(segment, inSegment, buffer, offset + done, part);
                done += part;
            }
        }

        private void writePart(Lsn segment, long at, byte[] buffer, int offset, int length) {
            Path file = directories.walFile(directory, timeline, segment, segmentBytes);
            try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
                out.setLength(segmentBytes);
                out.seek(at);
                out.write(buffer, offset, length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
