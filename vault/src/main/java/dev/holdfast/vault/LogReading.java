package dev.holdfast.vault;

import dev.holdfast.core.engine.Lsn;
import dev.holdfast.vault.pipeline.ContainerIndex;
import dev.holdfast.vault.pipeline.ContainerKind;
import dev.holdfast.vault.pipeline.DamagedData;
import dev.holdfast.vault.pipeline.FrameCodec;
import java.nio.ByteBuffer;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;

/// Reads any part of a server's stored log, for many threads at once: only the frames that are
/// asked for.
public final class LogReading implements AutoCloseable {
    private static final int INDEXES_KEPT = 256;
    private static final int FRAMES_KEPT = 64;

    private final VaultObjects objects;
    private final Cache<String, ContainerIndex> indexes = new Cache<>(INDEXES_KEPT);
    private final Cache<Place, byte[]> frames = new Cache<>(FRAMES_KEPT);
    private final Deque<FrameCodec> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    private record Place(String key, int frame) {}

    LogReading(VaultObjects objects) {
        this.objects = objects;
    }

    /// One stored stretch `[from, to)`, whether it was streamed or belongs to a snapshot.
    public record Stretch(String key, int timeline, Lsn from, Lsn to, long sizeBytes) {
        public static Stretch of(StreamPart part) {
            return new Stretch(
                    part.key(), part.timeline(), part.from(), part.to(), part.sizeBytes());
        }

        public static Stretch of(WalPart part) {
            return new Stretch(
                    part.key(), part.timeline(), part.from(), part.to(), part.sizeBytes());
        }

        public boolean holds(Lsn lsn) {
            return !lsn.isBefore(from) && lsn.isBefore(to);
        }
    }

    /// Puts `length` bytes into `target`: what stands at `at`, all of it within `stretch`.
    /// `OBJECT_DAMAGED`, `OBJECT_MISSING` as when a whole stretch is read.
    public void read(Stretch stretch, Lsn at, int length, ByteBuffer target) {
        FrameCodec borrowed = idle.pollFirst();
        FrameCodec codec = borrowed != null ? borrowed : objects.codec();
        try {
            read(codec, stretch, at.value() - stretch.from().value(), length, target);
        } catch (RuntimeException e) {
            codec.close();
            throw e;
        }
        idle.addFirst(codec);
        if (closed) {
            close();
        }
    }

    private void read(
            FrameCodec codec, Stretch stretch, long offset, int length, ByteBuffer target) {
        ContainerIndex index = index(codec, stretch);
        long begin = 0;
        int left = length;
        for (int frame = 0; frame < index.frames() && left > 0; frame++) {
            long end = begin + index.plainLength(frame);
            long from = offset + length - left;
            if (from < end) {
                int count = (int) Math.min(left, end - from);
                target.put(frame(codec, stretch, index, frame), (int) (from - begin), count);
                left -= count;
            }
            begin = end;
        }
        if (left > 0) {
            throw objects.damaged(
                    stretch.key(), new DamagedData("it lacks its last %d bytes".formatted(left)));
        }
    }

    private ContainerIndex index(FrameCodec codec, Stretch stretch) {
        Optional<ContainerIndex> known = indexes.find(stretch.key());
        if (known.isPresent()) {
            return known.get();
        }
        ContainerIndex index =
                objects.index(codec, ContainerKind.WAL, stretch.key(), stretch.sizeBytes());
        indexes.put(stretch.key(), index);
        return index;
    }

    private byte[] frame(FrameCodec codec, Stretch stretch, ContainerIndex index, int frame) {
        Place place = new Place(stretch.key(), frame);
        Optional<byte[]> known = frames.find(place);
        if (known.isPresent()) {
            return known.get();
        }
        byte[] stored =
                objects.range(stretch.key(), index.offset(frame), index.storedLength(frame));
        byte[] plain = objects.decoding(stretch.key(), () -> index.decode(codec, frame, stored, 0));
        frames.put(place, plain);
        return plain;
    }

    /// Whoever is reading may go on; what it used goes then.
    @Override
    public void close() {
        closed = true;
        for (FrameCodec codec = idle.pollFirst(); codec != null; codec = idle.pollFirst()) {
            codec.close();
        }
    }
}
