package dev.holdfast.branchfs.overlay;

import dev.holdfast.branchfs.kernel.ErrnoException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/// An overlay without a mount, used as the kernel would.
record OpenOverlay(Overlay overlay) implements AutoCloseable {
    static OpenOverlay over(MemoryTree tree, Path directory, OverlayLimits limits)
            throws IOException {
        return over(tree, directory, limits, Duration.ofSeconds(60));
    }

    static OpenOverlay over(
            MemoryTree tree, Path directory, OverlayLimits limits, Duration deadline)
            throws IOException {
        return new OpenOverlay(
                Overlay.over(
                        tree,
                        new Overlay.Settings(
                                directory,
                                new Owner(0, 0),
                                limits,
                                deadline,
                                InstantSource.system())));
    }

    long id(String name) throws ErrnoException {
        Attributes found = overlay.namespace().find(Namespace.ROOT, name);
        if (found == null) {
            throw new IllegalStateException("there is no " + name);
        }
        return found.id();
    }

    FileContent file(String name) throws ErrnoException {
        return overlay.namespace().content(id(name));
    }

    long create(String name) throws ErrnoException {
        return overlay.namespace()
                .create(new Creation(Namespace.ROOT, name, Mode.REGULAR | 0600, 0, 0))
                .id();
    }

    static byte[] read(FileContent file, long position, int count)
            throws IOException, InterruptedException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment target = arena.allocate(Math.max(count, 1));
            int done = file.read(position, target.asSlice(0, count));
            if (done == FileContent.MUST_FETCH) {
                done = file.read(position, target.asSlice(0, count), scratch(arena));
            }
            return target.asSlice(0, done).toArray(ValueLayout.JAVA_BYTE);
        }
    }

    static void write(FileContent file, long position, byte[] bytes)
            throws IOException, InterruptedException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment source = arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
            if (!file.write(position, source)) {
                file.write(position, source, scratch(arena));
            }
        }
    }

    private static MemorySegment scratch(Arena arena) {
        MemorySegment scratch = arena.allocate(Chunk.BYTES);
        scratch.fill((byte) 0x5A); // whatever was there before
        return scratch;
    }

    @Override
    public void close() {
        overlay.close();
    }
}
