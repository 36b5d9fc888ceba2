package dev.holdfast.engines.postgres.source;

import dev.holdfast.core.engine.FileReader;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/// Reads ranges from the data directory itself, on the server's own machine.
final class DirectFileReader implements FileReader {
    private final Path dataDirectory;
    private final PageRereads rereads;
    private final PageGuard guard;
    private final ByteBuffer buffer = ByteBuffer.allocate(SqlFileReader.READ_BYTES);

    DirectFileReader(Path dataDirectory, PageRereads rereads, PageGuard guard) {
        this.dataDirectory = dataDirectory;
        this.rereads = rereads;
        this.guard = guard;
    }

    @Override
    public void read(List<Range> ranges, Sink sink) throws InterruptedException {
        RangeDelivery delivery = new RangeDelivery(ranges, guard, sink);
        for (int index = 0; index < ranges.size(); index++) {
            Range range = ranges.get(index);
            try (FileChannel file = FileChannel.open(dataDirectory.resolve(range.file().path()))) {
                read(file, index, range, delivery);
            } catch (NoSuchFileException e) {
                delivery.gone(index);
            } catch (IOException e) {
                throw failed(range, e);
            }
        }
    }

    private void read(FileChannel file, int index, Range range, RangeDelivery delivery)
            throws IOException, InterruptedException {
        long end = range.offset() + range.lengthBytes();
        for (long at = range.offset(); at < end; at += buffer.capacity()) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), end - at));
            fill(file, at);
            delivery.bytes(index, at, buffer.array(), 0, buffer.position());
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    private void fill(FileChannel file, long at) throws IOException {
        while (buffer.hasRemaining() && file.read(buffer, at + buffer.position()) > 0) {
            // the loop's condition does the work
        }
    }

    private HoldfastException failed(Range range, IOException e) {
        if (Thread.currentThread().isInterrupted()) {
            return new HoldfastException(
                    ProblemCode.OPERATION_CANCELLED, "reading files was cancelled", "", e);
        }
        return new HoldfastException(
                ProblemCode.SERVER_LOST,
                "file " + dataDirectory.resolve(range.file().path()) + " cannot be read",
                "see the system's log for errors of the disk; or read over SQL: direct-read: false",
                e);
    }

    @Override
    public void close() {
        rereads.close();
    }
}
