package dev.holdfast.vault;

import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.engine.PhysicalSource;
import dev.holdfast.vault.pipeline.ContainerBuilder;
import dev.holdfast.vault.pipeline.ContainerKind;
import dev.holdfast.vault.pipeline.FrameCodec;
import dev.holdfast.vault.pipeline.SealedObject;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Stores WAL in objects that end at segment borders, and every 16 MiB where segments are larger.
/// One thread at a time.
final class WalWriter implements PhysicalSource.WalSink {
    private static final long LARGEST_PART = 16 << 20;
    private static final int FRAME_BYTES = 128 << 10;

    private final SnapshotWriter writer;
    private final WriterSettings settings;
    private final int timeline;
    private final FrameCodec codec;
    private final int partBytes;
    private final List<WalPart> parts = new ArrayList<>();
    private final byte[] content;
    private int length;
    private @Nullable Lsn from;

    WalWriter(SnapshotWriter writer, WriterSettings settings, int timeline, FrameCodec codec) {
        this.writer = writer;
        this.settings = settings;
        this.timeline = timeline;
        this.codec = codec;
        this.partBytes = (int) Math.min(settings.walSegmentBytes(), LARGEST_PART);
        this.content = new byte[partBytes];
    }

    @Override
    public synchronized void write(Lsn lsn, byte[] buffer, int offset, int count)
            throws InterruptedException {
        int done = 0;
        while (done < count) {
            Lsn start = begin(lsn.plus(done));
            long inside = Long.remainderUnsigned(start.value(), partBytes) + length;
            int take = (int) Math.min(count - done, partBytes - inside);
            System.arraycopy(buffer, offset + done, content, length, take);
            length += take;
            done += take;
            if (inside + take == partBytes) {
                flush();
            }
        }
    }

    /// Stores what is left and gives everything that was stored.
    synchronized List<WalPart> finish() throws InterruptedException {
        flush();
        return List.copyOf(parts);
    }

    void close() {
        codec.close();
    }

    /// Where the current part starts.
    private Lsn begin(Lsn lsn) {
        Lsn start = from;
        Lsn expected = start != null ? start.plus(length) : parts.isEmpty() ? lsn : last();
        if (!expected.equals(lsn)) {
            throw new IllegalStateException("WAL of " + lsn + " instead of " + expected);
        }
        if (start == null) {
            start = lsn;
            from = start;
        }
        return start;
    }

    private Lsn last() {
        return parts.getLast().to();
    }

    private void flush() throws InterruptedException {
        Lsn start = from;
        if (start == null || length == 0) {
            return;
        }
        Lsn to = start.plus(length);
        String key =
                ObjectKeys.wal(
                        settings.systemIdentifier(),
                        timeline,
                        start,
                        to,
                        settings.random().nextInt());
        ContainerBuilder builder = writer.container(ContainerKind.WAL, key);
        for (int at = 0; at < length; at += FRAME_BYTES) {
            builder.add(codec, content, at, Math.min(FRAME_BYTES, length - at));
        }
        SealedObject sealed = builder.seal(codec);
        String sha256 = HexFormat.of().formatHex(sealed.sha256());
        parts.add(new WalPart(key, timeline, start, to, sealed.length(), sha256));
        writer.send(sealed);
        from = null;
        length = 0;
    }
}
