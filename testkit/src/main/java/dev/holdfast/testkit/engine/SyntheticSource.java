package dev.holdfast.testkit.engine;

import dev.holdfast.core.engine.Changes;
import dev.holdfast.core.engine.Changes.FileChange;
import dev.holdfast.core.engine.Changes.PageRun;
import dev.holdfast.core.engine.FileReader;
import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.engine.PhysicalSource;
import dev.holdfast.core.engine.SourceFile;
import dev.holdfast.core.engine.SourceTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// One snapshot of a [SyntheticServer].
final class SyntheticSource implements PhysicalSource {
    private final SyntheticServer server;
    private final String label;
    private final Lsn start;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile Lsn stop = Lsn.ZERO;

    SyntheticSource(SyntheticServer server, String label) {
        this.server = server;
        this.label = label;
        this.start = server.mark();
    }

    @Override
    public Start start() {
        return new Start(start, 1, false, "from memory", "");
    }

    @Override
    public SourceTree files() {
        List<SourceFile> files = new ArrayList<>();
        SortedSet<String> directories = new TreeSet<>(List.of("global", "pg_wal"));
        server.files()
                .forEach((path, content) -> {
                    files.add(new SourceFile(path, content.length, SyntheticServer.kind(path)));
                    addParents(path, directories);
                });
        return new SourceTree(List.copyOf(directories), files);
    }

    private static void addParents(String path, SortedSet<String> directories) {
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            directories.add(path.substring(0, slash));
        }
    }

    @Override
    public Changes changesSince(Former former) {
        Map<String, byte[]> before = server.stateAt(former.start());
        if (!server.knowsChanges || before == null) {
            return new Changes.Unknown("changes are not known", "");
        }
        return new Changes.Known("memory", (file, _) -> change(before.get(file.path()), file));
    }

    private FileChange change(byte @Nullable [] before, SourceFile file) {
        byte[] now = server.content(file.path());
        if (before == null || now == null) {
            return new FileChange.Whole();
        }
        List<PageRun> runs = new ArrayList<>();
        int page = SyntheticServer.PAGE_BYTES;
        for (int at = 0; at < file.sizeBytes(); at += page) {
            boolean same =
                    at + page <= before.length
                            && at + page <= now.length
                            && Arrays.equals(before, at, at + page, now, at, at + page);
            if (!same) {
                runs.add(new PageRun(at / page, 1));
            }
        }
        return new FileChange.Pages(runs);
    }

    @Override
    public FileReader openReader() {
        return new MemoryReader();
    }

    private final class MemoryReader implements FileReader {
        @Override
        public void read(List<Range> ranges, Sink sink) throws InterruptedException {
            for (int i = 0; i < ranges.size(); i++) {
                server.beforeRead.run();
                byte[] content = server.content(ranges.get(i).file().path());
                if (content == null) {
                    sink.gone(i);
                } else {
                    deliver(i, ranges.get(i), content, sink);
                }
            }
        }

        private void deliver(int index, Range range, byte[] content, Sink sink)
                throws InterruptedException {
            int end = (int) Math.min(content.length, range.offset() + range.lengthBytes());
            int piece = 1 << 20;
            for (int at = (int) range.offset(); at < end; at += piece) {
                sink.bytes(index, content, at, Math.min(piece, end - at));
            }
        }

        @Override
        public void close() {}
    }

    @Override
    public void receiveWal(WalSink sink) throws InterruptedException {
        stopped.await();
        Lsn from = start.segmentStart(SyntheticServer.WAL_SEGMENT_BYTES);
        byte[] buffer = new byte[4096];
        for (long at = from.value(); at < stop.value(); at += buffer.length) {
            Arrays.fill(buffer, (byte) (at >> 12));
            sink.write(new Lsn(at), buffer, 0, buffer.length);
        }
    }

    @Override
    public Stop stop() {
        stop = server.now();
        stopped.countDown();
        return new Stop(stop, "START WAL LOCATION: " + start + "\nLABEL: " + label + "\n", "", "");
    }

    @Override
    public byte[] readControlFile() {
        return ("control file at " + stop).getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {}
}
