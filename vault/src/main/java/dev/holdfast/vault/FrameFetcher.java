package dev.holdfast.vault;

import dev.holdfast.vault.pipeline.ContainerIndex;
import dev.holdfast.vault.pipeline.DamagedData;
import dev.holdfast.vault.pipeline.FrameCodec;
import dev.holdfast.vault.pipeline.StoredObject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads frames of packs. As long as they are asked for one after the other, ever more of them are
/// read ahead in one request, up to 4 MiB; any jump begins again with a single one, so that
/// scattered reads fetch nothing in vain. One thread at a time.
final class FrameFetcher {
    private static final int LARGEST_REQUEST = 4 << 20;

    private final VaultObjects objects;
    private final FrameCodec codec;
    private final Cache<Place, byte[]> decoded;
    private @Nullable Window window;

    record Place(StoredObject pack, int frame) {}

    /// Stored bytes of the frames `[first, end)`.
    private record Window(StoredObject pack, int first, int end, long offset, byte[] bytes) {
        boolean holds(StoredObject wanted, int frame) {
            return pack.equals(wanted) && frame >= first && frame < end;
        }

        boolean isFollowedBy(StoredObject wanted, int frame) {
            return pack.equals(wanted) && frame == end;
        }
    }

    /// @param decoded plain frames that were used last
    FrameFetcher(VaultObjects objects, FrameCodec codec, Cache<Place, byte[]> decoded) {
        this.objects = objects;
        this.codec = codec;
        this.decoded = decoded;
    }

    /// The plain content; not to be changed.
    byte[] fetch(StoredObject pack, ContainerIndex index, int frame) {
        Place place = new Place(pack, frame);
        Optional<byte[]> kept = decoded.find(place);
        if (kept.isPresent()) {
            return kept.get();
        }
        Window held = windowWith(pack, index, frame);
        int from = Math.toIntExact(index.offset(frame) - held.offset());
        byte[] plain;
        try {
            plain = index.decode(codec, frame, held.bytes(), from);
        } catch (DamagedData e) {
            throw objects.damaged(ObjectKeys.pack(pack.name()), e);
        }
        decoded.put(place, plain);
        return plain;
    }

    private Window windowWith(StoredObject pack, ContainerIndex index, int frame) {
        Window held = window;
        if (held != null && held.holds(pack, frame)) {
            return held;
        }
        boolean inOrder = held != null && held.isFollowedBy(pack, frame);
        long budget = inOrder && held != null ? 2L * held.bytes().length : 0;
        int end = endWithin(index, frame, Math.min(budget, LARGEST_REQUEST));
        long offset = index.offset(frame);
        int length = Math.toIntExact(index.offset(end) - offset);
        byte[] bytes = objects.range(ObjectKeys.pack(pack.name()), offset, length);
        Window read = new Window(pack, frame, end, offset, bytes);
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
