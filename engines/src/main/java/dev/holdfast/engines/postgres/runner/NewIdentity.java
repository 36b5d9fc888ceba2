package dev.holdfast.engines.postgres.runner;

import dev.holdfast.engines.postgres.page.ControlFile;
import dev.holdfast.engines.postgres.wal.SegmentName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/// Makes a cluster that was shut down cleanly another one: with a system identifier of its own it
/// is never taken for the server that it is a copy of, by no archive, standby or backup, nor by
/// Holdfast.
///
/// The identifier stands in the control file and in the first page header of each WAL segment
/// (`xlp_sysid` of `XLogLongPageHeaderData`, `access/xlog_internal.h`), which no checksum covers.
/// As `pg_createsubscriber` does it, but for the WAL: that it throws away.
record NewIdentity(Path data) {
    private static final int LONG_HEADER_BYTES = 40;
    private static final int INFO = 2;
    private static final int LONG_HEADER = 2;
    private static final int IDENTIFIER = 24;
    private static final String SEGMENT = "[0-9A-F]{24}";

    void assume(long systemIdentifier) throws IOException {
        Path file = data.resolve("global/pg_control");
        byte[] content = Files.readAllBytes(file);
        ControlFile control =
                ControlFile.parse(content)
                        .orElseThrow(() -> new IOException(file + " is torn or damaged"));
        for (Path segment : segmentsInUse(control)) {
            replace(segment, control.systemIdentifier(), systemIdentifier);
        }
        Files.write(
                file,
                ControlFile.withIdentity(content, systemIdentifier),
                StandardOpenOption.WRITE);
    }

    /// From the one on that holds the last checkpoint: nothing before it is read any more.
    private List<Path> segmentsInUse(ControlFile control) throws IOException {
        try (Stream<Path> entries = Files.list(data.resolve("pg_wal"))) {
            List<Path> segments =
                    entries.filter(path -> path.getFileName().toString().matches(SEGMENT))
                            .sorted()
                            .toList();
            if (segments.isEmpty()) {
                throw new IOException("there is no WAL in " + data);
            }
            String first =
                    SegmentName.of(
                            control.timeline(),
                            control.checkpoint(),
                            Files.size(segments.getLast()));
            return segments.stream()
                    .filter(path -> path.getFileName().toString().compareTo(first) >= 0)
                    .toList();
        }
    }

    private static void replace(Path segment, long former, long systemIdentifier)
            throws IOException {
        try (FileChannel channel =
                FileChannel.open(segment, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer header =
                    ByteBuffer.allocate(LONG_HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
            channel.read(header, 0);
            boolean isInUse =
                    (header.getShort(INFO) & LONG_HEADER) != 0
                            && header.getLong(IDENTIFIER) == former;
            if (isInUse) {
                ByteBuffer identifier =
                        ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
                channel.write(identifier.putLong(0, systemIdentifier), IDENTIFIER);
            }
        }
    }
}
