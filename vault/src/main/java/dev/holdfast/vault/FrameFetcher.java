package dev.holdfast.vault;

import dev.holdfast.vault.pipeline.ContainerIndex;
import dev.holdfast.vault.pipeline.DamagedData;
import dev.holdfast.vault.pipeline.FrameCodec;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads frames of packs. As long as they are asked for one after the other, ever more of them are
/// read ahead in one request, up to 4 MiB; any jump begins again with a single one, so that
/// scattered reads fetch nothing in vain. One thread at a time.
final class FrameFetcher {
    private static final int LARGEST_REQUEST = 4 << 20;

    private final VaultObjects objects;
    private final FrameCodec codec;
    private final Cache<Place, Frame> decoded;
    private @Nullable Window window;

    /// @param key of the object that holds the frame: of a pack, or of a remnant
    record Place(String key, int frame) {}

    /// One frame's plain content, which is not to be changed. Safe for many threads.
    static final class Frame {
        private final byte[] plain;
        private volatile boolean confirmed;

        private Frame(byte[] plain) {
            this.plain = plain;
        }

        byte[] plain() {
            return plain;
        }
    }

    /// Stored bytes of the frames `[first, end)`.
    private record Window(String key, int first, int end, long offset, byte[] bytes) {
        boolean holds(String wanted, int frame) {
            return key.equals(wanted) && frame >= first && frame < end;
        }

        boolean isFollowedBy(String wanted, int frame) {
            return key.equals(wanted) && frame == end;
        }
    }

    /// @param decoded plain frames that were used last
    FrameFetcher(VaultObjects objects, FrameCodec codec, Cache<Place, Frame> decoded) {
        this.objects = objects;
        this.codec = codec;
        this.decoded = decoded;
    }

    /// Authenticated, and not compared with its name: that is up to [#confirm].
    Frame fetch(StoredPack.Part part, int frame) {
        ContainerIndex index = part.index();
        Place place = new Place(part.key(), frame);
        Optional<Frame> kept = decoded.find(place);
        if (kept.isPresent()) {
            return kept.get();
        }
        Window held = windowWith(part, frame);
        int from = Math.toIntExact(index.offset(frame) - held.offset());
        Frame unpacked =
                objects.decoding(
                        part.key(),
                        () -> new Frame(index.unpack(codec, frame, held.bytes(), from)));
        decoded.put(place, unpacked);
        return unpacked;
    }

    /// Compares `content` with the name of the frame that it was fetched as, once.
    void confirm(StoredPack.Part part, int frame, Frame content) {
        if (!content.confirmed) {
            try {
                part.index().confirm(codec, frame, content.plain);
            } catch (DamagedData e) {
                throw objects.damaged(part.key(), e);
            }
            content.confirmed = true;
        }
    }

    private Window windowWith(StoredPack.Part part, int frame) {
        ContainerIndex index = part.index();
        Window held = window;
        if (held != null && held.holds(part.key(), frame)) {
            return held;
        }
        boolean inOrder = held != null && held.isFollowedBy(part.key(), frame);
        long budget = inOrder && held != null ? 2L * held.bytes().length : 0;
        int end = endWithin(index, frame, Math.min(budget, LARGEST_REQUEST));
        long offset = index.offset(frame);
        int length = Math.toIntExact(index.offset(end) - offset);
        byte[] bytes = objects.range(part.key(), offset, length);
        Window read = new Window(part.key(), frame, end, offset, bytes);
        window = read;
        return read;
    }

    /// The end of the longest run of frames from `frame` on that fits `budget`; at least one.
    private static int endWithin(ContainerIndex index, int frame, long budget) {
        int end = frame + 1;
        while (end < index.frames() && index.offset(end + 1) - index.offset(frame) <= budget) {
            end++;
        }
        return end;
    }
}
