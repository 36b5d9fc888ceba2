package dev.holdfast.vault;

import dev.holdfast.core.engine.SourceFile;
import dev.holdfast.vault.pipeline.ContainerBuilder;
import dev.holdfast.vault.pipeline.ContainerKind;
import dev.holdfast.vault.pipeline.FrameCodec;
import dev.holdfast.vault.pipeline.Name;
import dev.holdfast.vault.pipeline.SealedObject;
import dev.holdfast.vault.pipeline.StoredObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where one worker thread puts what it read: content is cut into frames, named, compressed,
/// encrypted and packed on that thread. Made by [SnapshotWriter#lane], which closes it.
///
/// Frames hold up to 128 KiB of one or of several files and never cross directories. Content that
/// comes in order is cut at multiples of 128 KiB of its file, so that a later read of it is found
/// again. To the same end, append small files in the same order each time.
public final class Lane {
    static final int FRAME_BYTES = 128 << 10;
    private static final int PACK_BYTES = 32 << 20;
    private static final int MOST_PIECES = 4096;

    private final SnapshotWriter writer;
    private final FrameCodec codec;
    private final int pageBytes;
    private final byte[] zeros;
    private final byte[] frame = new byte[FRAME_BYTES];
    private final List<Piece> pieces = new ArrayList<>();
    private int frameLength;
    private @Nullable Building pack;
    private @Nullable FileWork work;
    private String directory = "";
    private long reached;

    private record Building(StoredObject object, ContainerBuilder builder) {}

    /// A stretch of one file in the current frame.
    private static final class Piece {
        private final FileWork work;
        private final long offset;
        private final int position;
        private int length;

        Piece(FileWork work, long offset, int position) {
            this.work = work;
            this.offset = offset;
            this.position = position;
        }
    }

    Lane(SnapshotWriter writer, FrameCodec codec, int pageBytes) {
        this.writer = writer;
        this.codec = codec;
        this.pageBytes = pageBytes;
        this.zeros = new byte[pageBytes];
    }

    /// Bytes of `file` at `offset`; no byte of a file may come twice. For paged files both are
    /// multiples of the page size. The buffer is free again after the call.
    public void append(SourceFile file, long offset, byte[] buffer, int from, int length)
            throws InterruptedException {
        FileWork target = begin(file, offset, length);
        if (target.isGone()) {
            return;
        }
        int done = 0;
        while (done < length) {
            int blank = zerosAt(offset + done, buffer, from + done, length - done);
            if (blank > 0) {
                target.zeros(offset + done, blank);
                reached = offset + done + blank;
                done += blank;
            } else {
                done += fill(target, offset + done, buffer, from + done, length - done);
            }
        }
    }

    /// Ends the current frame: call it where a group of files or a chunk of a big file begins.
    public void cut() throws InterruptedException {
        if (frameLength == 0) {
            return;
        }
        Name name = codec.name(frame, 0, frameLength);
        Piece first = pieces.getFirst();
        Optional<FormerFrames.Found> found =
                writer.find(codec, first.work, first.offset, first.length, frameLength, name);
        if (found.isPresent()) {
            place(found.get().pack(), found.get().frame(), true);
        } else {
            store(name);
        }
        sealIfFull();
    }

    /// Ends frame and pack; the lane may go on with new ones.
    void finish() throws InterruptedException {
        cut();
        sealPack();
    }

    void close() {
        codec.close();
    }

    private FileWork begin(SourceFile file, long offset, int length) throws InterruptedException {
        if (file.kind() == SourceFile.Kind.PAGED
                && (offset % pageBytes != 0 || length % pageBytes != 0)) {
            throw new IllegalArgumentException(
                    "%s: %d bytes at %d are not whole pages"
                            .formatted(file.path(), length, offset));
        }
        FileWork current = work;
        if (current == null || !current.file().equals(file)) {
            current = writer.work(file);
            String parent = ListCodec.directoryOf(file.path());
            boolean isWhole = offset == 0 && length == file.sizeBytes() && length <= FRAME_BYTES;
            if (!parent.equals(directory) || (isWhole && frameLength + length > FRAME_BYTES)) {
                cut();
            }
            work = current;
            directory = parent;
            reached = -1;
        }
        return current;
    }

    /// How many bytes from here on are whole pages of zeros.
    private int zerosAt(long offset, byte[] buffer, int from, int length) {
        int count = 0;
        while (length - count >= pageBytes
                && (offset + count) % pageBytes == 0
                && Arrays.equals(
                        buffer, from + count, from + count + pageBytes, zeros, 0, pageBytes)) {
            count += pageBytes;
        }
        return count;
    }

    /// Takes bytes up to the next page that is zeros, the end of the frame, or where the next frame
    /// is to begin; returns how many.
    private int fill(FileWork target, long offset, byte[] buffer, int from, int length)
            throws InterruptedException {
        boolean inOrder = reached == offset || length >= FRAME_BYTES;
        if (offset % FRAME_BYTES == 0 && inOrder) {
            cut();
        }
        if (frameLength == FRAME_BYTES || pieces.size() == MOST_PIECES) {
            cut();
        }
        int room = FRAME_BYTES - frameLength;
        int toBorder = FRAME_BYTES - (int) (offset % FRAME_BYTES);
        int count = contentAt(offset, buffer, from, Math.min(length, Math.min(room, toBorder)));
        add(target, offset, buffer, from, count);
        return count;
    }

    /// How many bytes from here on belong to pages that are not zeros; at least one page's.
    private int contentAt(long offset, byte[] buffer, int from, int most) {
        int count = Math.min(most, pageBytes - (int) (offset % pageBytes));
        while (count < most
                && zerosAt(offset + count, buffer, from + count, Math.min(pageBytes, most - count))
                        == 0) {
            count = Math.min(most, count + pageBytes);
        }
        return count;
    }

    private void add(FileWork target, long offset, byte[] buffer, int from, int count) {
        System.arraycopy(buffer, from, frame, frameLength, count);
        Piece last = pieces.isEmpty() ? null : pieces.getLast();
        if (last == null || last.work != target || last.offset + last.length != offset) {
            target.pieceBegun();
            last = new Piece(target, offset, frameLength);
            pieces.add(last);
        }
        last.length += count;
        frameLength += count;
        reached = offset + count;
    }

    private void store(Name name) throws InterruptedException {
        Building building = pack;
        if (building == null) {
            building = beginPack();
            pack = building;
        }
        int number = building.builder().add(codec, name, frame, 0, frameLength);
        place(building.object(), number, false);
    }

    private Building beginPack() throws InterruptedException {
        writer.requireOneAlive();
        StoredObject object = StoredObject.open(writer.randomName());
        String key = ObjectKeys.pack(object.name());
        return new Building(object, writer.container(ContainerKind.PACK, key));
    }

    private void place(StoredObject object, int number, boolean found) {
        for (Piece piece : pieces) {
            FileWork.Place place =
                    new FileWork.Place(
                            piece.offset, piece.length, object, number, piece.position, found);
            if (piece.work.placed(place)) {
                writer.conclude(codec, piece.work);
            }
        }
        pieces.clear();
        frameLength = 0;
    }

    private void sealIfFull() {
        Building building = pack;
        if (building != null && building.builder().sealedBytes() + FRAME_BYTES > PACK_BYTES) {
            sealPack();
        }
    }

    private void sealPack() {
        Building building = pack;
        if (building != null) {
            SealedObject sealed = building.builder().seal(codec);
            building.object().seal(sealed);
            writer.send(sealed);
            pack = null;
        }
    }
}
