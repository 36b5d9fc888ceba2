package dev.holdfast.testkit.engine;

import dev.holdfast.core.engine.Changes;
import dev.holdfast.core.engine.FileReader;
import dev.holdfast.core.engine.PhysicalSource;
import dev.holdfast.core.engine.SourceTree;
import java.util.Arrays;
import java.util.List;

/// A snapshot of a [DamagingEngine].
record DamagingSource(PhysicalSource source, List<PageDamage> damages) implements PhysicalSource {

    @Override
    public Start start() {
        return source.start();
    }

    @Override
    public SourceTree files() {
        return source.files();
    }

    @Override
    public Changes changesSince(Former former) throws InterruptedException {
        return source.changesSince(former);
    }

    @Override
    public FileReader openReader() {
        return new Reader(source.openReader());
    }

    @Override
    public void receiveWal(WalSink sink) throws InterruptedException {
        source.receiveWal(sink);
    }

    @Override
    public Stop stop() throws InterruptedException {
        return source.stop();
    }

    @Override
    public byte[] readControlFile() {
        return source.readControlFile();
    }

    @Override
    public void close() {
        source.close();
    }

    private final class Reader implements FileReader {
        private final FileReader reader;

        Reader(FileReader reader) {
            this.reader = reader;
        }

        @Override
        public void read(List<Range> ranges, Sink sink) throws InterruptedException {
            reader.read(ranges, new Damager(ranges, sink));
        }

        @Override
        public void close() {
            reader.close();
        }
    }

    private final class Damager implements FileReader.Sink {
        private final List<FileReader.Range> ranges;
        private final FileReader.Sink sink;
        private int current = -1;
        private long at;

        Damager(List<FileReader.Range> ranges, FileReader.Sink sink) {
            this.ranges = ranges;
            this.sink = sink;
        }

        @Override
        public void bytes(int index, byte[] buffer, int offset, int length)
                throws InterruptedException {
            if (index != current) {
                current = index;
                at = ranges.get(index).offset();
            }
            byte[] changed = Arrays.copyOfRange(buffer, offset, offset + length);
            for (PageDamage damage : damages) {
                long begin = (long) damage.page() * SyntheticServer.PAGE_BYTES - at;
                if (damage.path().equals(ranges.get(index).file().path())
                        && begin >= 0
                        && begin < length) {
                    apply(damage, changed, (int) begin);
                }
            }
            at += length;
            sink.bytes(index, changed, 0, length);
        }

        private static void apply(PageDamage damage, byte[] bytes, int begin) {
            byte[] page = Arrays.copyOfRange(bytes, begin, begin + SyntheticServer.PAGE_BYTES);
            byte[] wrong = damage.change().apply(page);
            System.arraycopy(wrong, 0, bytes, begin, wrong.length);
        }

        @Override
        public void gone(int index) {
            sink.gone(index);
        }

        @Override
        public void damagedPage(int index, int page) {
            sink.damagedPage(index, page);
        }
    }
}
