package dev.holdfast.vault;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.core.storage.Storage;
import dev.holdfast.vault.pipeline.ContainerIndex;
import dev.holdfast.vault.pipeline.ContainerKind;
import dev.holdfast.vault.pipeline.DamagedData;
import dev.holdfast.vault.pipeline.FrameCodec;
import dev.holdfast.vault.pipeline.Secrets;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Supplier;

/// Reads the objects of one vault copy, and says in the user's words which of them is damaged.
record VaultObjects(Storage storage, Secrets secrets) {
    private static final int TAIL_BYTES = 64 << 10;
    private static final int LARGEST_WHOLE = 512 << 20;

    /// A container that is in memory as a whole.
    record Whole(ContainerIndex index, byte[] bytes) {
        /// @throws DamagedData when `bytes` are not the container that stands under `key`
        static Whole of(FrameCodec codec, ContainerKind kind, String key, byte[] bytes) {
            ContainerIndex index = ContainerIndex.open(codec, kind, key, bytes, bytes.length);
            index.checkHeader(bytes);
            return new Whole(index, bytes);
        }

        byte[] decode(FrameCodec codec, int frame) {
            index.checkFrame(frame);
            return index.decode(codec, frame, bytes, Math.toIntExact(index.offset(frame)));
        }

        /// All frames, one after the other.
        byte[] content(FrameCodec codec) {
            long size = 0;
            for (int i = 0; i < index.frames(); i++) {
                size += index.plainLength(i);
            }
            if (size > LARGEST_WHOLE) {
                throw new DamagedData("it unpacks to %d bytes".formatted(size));
            }
            ByteBuffer content = ByteBuffer.allocate((int) size);
            for (int i = 0; i < index.frames(); i++) {
                content.put(decode(codec, i));
            }
            return content.array();
        }
    }

    FrameCodec codec() {
        return new FrameCodec(secrets, WriterSettings.DEFAULT_LEVEL);
    }

    byte[] bytes(String key) {
        try (InputStream stream = storage.read(key)) {
            byte[] bytes = stream.readNBytes(LARGEST_WHOLE);
            if (bytes.length == LARGEST_WHOLE) {
                throw damaged(key, new DamagedData("it is too large"));
            }
            return bytes;
        } catch (IOException e) {
            throw unread(key, e);
        }
    }

    /// The whole object, which is expected to have `size` bytes: one more is read where there are
    /// more, so that the result is never taken for what it is not.
    byte[] bytes(String key, long size) {
        if (size >= LARGEST_WHOLE) {
            throw damaged(key, new DamagedData("it is too large"));
        }
        byte[] bytes = new byte[(int) size];
        try (InputStream stream = storage.read(key)) {
            int count = stream.readNBytes(bytes, 0, bytes.length);
            if (count < bytes.length) {
                return Arrays.copyOf(bytes, count);
            }
            return stream.read() < 0 ? bytes : Arrays.copyOf(bytes, bytes.length + 1);
        } catch (IOException e) {
            throw unread(key, e);
        }
    }

    private HoldfastException unread(String key, IOException e) {
        return new HoldfastException(
                ProblemCode.STORAGE_UNREACHABLE,
                "storage '%s': object %s could not be read".formatted(storage.name(), key),
                "holdfast vault check",
                e);
    }

    Whole whole(FrameCodec codec, ContainerKind kind, String key) {
        byte[] bytes = bytes(key);
        return decoding(key, () -> Whole.of(codec, kind, key, bytes));
    }

    /// Reads only the end of the object.
    ContainerIndex index(FrameCodec codec, ContainerKind kind, String key, long size) {
        int guess = (int) Math.min(size, TAIL_BYTES);
        byte[] tail = range(key, size - guess, guess);
        int needed = decoding(key, () -> ContainerIndex.tailBytes(tail, size));
        byte[] enough = needed <= tail.length ? tail : range(key, size - needed, needed);
        return decoding(key, () -> ContainerIndex.open(codec, kind, key, enough, size));
    }

    byte[] range(String key, long offset, int length) {
        byte[] bytes = new byte[length];
        storage.read(key, offset, ByteBuffer.wrap(bytes));
        return bytes;
    }

    <T> T decoding(String key, Supplier<T> decode) {
        try {
            return decode.get();
        } catch (DamagedData e) {
            throw damaged(key, e);
        }
    }

    HoldfastException damaged(String key, DamagedData e) {
        return new HoldfastException(
                ProblemCode.OBJECT_DAMAGED,
                "storage '%s': object %s is damaged: %s".formatted(storage.name(), key, e.what()),
                "mend it from another storage: holdfast vault heal " + storage.name(),
                e);
    }
}
