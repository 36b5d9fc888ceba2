package dev.holdfast.engines.postgres.source;

import dev.holdfast.core.engine.FileReader;
import java.util.List;
import java.util.Map;

/// Delivers held files from memory, and leaves all others to the reader behind it, in order.
final class HeldFileReader implements FileReader {
    private final Map<String, byte[]> contents;
    private final FileReader others;

    HeldFileReader(Map<String, byte[]> contents, FileReader others) {
        this.contents = contents;
        this.others = others;
    }

    @Override
    public void read(List<Range> ranges, Sink sink) throws InterruptedException {
        int from = 0;
        for (int index = 0; index < ranges.size(); index++) {
            byte[] content = contents.get(ranges.get(index).file().path());
            if (content != null) {
                readOthers(ranges, from, index, sink);
                deliver(ranges.get(index), index, content, sink);
                from = index + 1;
            }
        }
        readOthers(ranges, from, ranges.size(), sink);
    }

    private static void deliver(Range range, int index, byte[] content, Sink sink)
            throws InterruptedException {
        int from = (int) Math.min(range.offset(), content.length);
        int length = (int) Math.min(range.lengthBytes(), content.length - from);
        if (length > 0) {
            sink.bytes(index, content.clone(), from, length);
        }
    }

    private void readOthers(List<Range> ranges, int from, int to, Sink sink)
            throws InterruptedException {
        if (from < to) {
            others.read(ranges.subList(from, to), new Shifted(sink, from));
        }
    }

    /// Counts from where a part of the ranges begins.
    private record Shifted(Sink sink, int by) implements Sink {
        @Override
        public void bytes(int index, byte[] buffer, int offset, int length)
                throws InterruptedException {
            sink.bytes(index + by, buffer, offset, length);
        }

        @Override
        public void gone(int index) {
            sink.gone(index + by);
        }

        @Override
        public void damagedPage(int index, int page) {
            sink.damagedPage(index + by, page);
        }
    }

    @Override
    public void close() {
        others.close();
    }
}
