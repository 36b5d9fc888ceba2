package dev.holdfast.vault.pipeline;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/// Where the bytes of one file lie: stretches of the file, sorted and not overlapping, each a part
/// of one frame of a pack, or zeros. Not safe for several threads.
public final class Extents {
    /// Stands for the pack of stretches that are all zeros.
    public static final StoredObject ZEROS = StoredObject.sealed(new Name(0, 0), 0, new byte[32]);

    private static final int FIRST = 8;

    private int count;
    private long[] offsets = new long[FIRST];
    private long[] lengths = new long[FIRST];
    private StoredObject[] packs = new StoredObject[FIRST];
    private int[] frames = new int[FIRST];
    private int[] positions = new int[FIRST];

    /// Adds a stretch behind all others; joined with the last one where it continues it.
    public void add(long offset, long length, StoredObject pack, int frame, int position) {
        if (count > 0 && continues(count - 1, offset, pack, frame, position)) {
            lengths[count - 1] += length;
            return;
        }
        append(offset, length, pack, frame, position);
    }

    /// Adds a stretch anywhere; [#sort] afterwards.
    public void append(long offset, long length, StoredObject pack, int frame, int position) {
        if (count == offsets.length) {
            grow();
        }
        offsets[count] = offset;
        lengths[count] = length;
        packs[count] = pack;
        frames[count] = frame;
        positions[count] = position;
        count++;
    }

    public int count() {
        return count;
    }

    public long offset(int i) {
        return offsets[i];
    }

    public long length(int i) {
        return lengths[i];
    }

    public long end(int i) {
        return offsets[i] + lengths[i];
    }

    public boolean isZeros(int i) {
        return packs[i].equals(ZEROS);
    }

    public StoredObject pack(int i) {
        return packs[i];
    }

    public int frame(int i) {
        return frames[i];
    }

    /// Where the stretch begins in its frame.
    public int position(int i) {
        return positions[i];
    }

    /// The stretch that holds `offset`, or the first one behind it, or [#count].
    public int indexOf(long offset) {
        int found = Arrays.binarySearch(offsets, 0, count, offset);
        if (found >= 0) {
            return found;
        }
        int before = -found - 2;
        return before >= 0 && offset < end(before) ? before : before + 1;
    }

    /// The same stretches in order of offset, joined where they continue each other.
    ///
    /// @throws IllegalStateException when two of them overlap
    public Extents sorted() {
        Extents result = new Extents();
        for (int i : order()) {
            if (result.count > 0 && offsets[i] < result.end(result.count - 1)) {
                throw new IllegalStateException(
                        "offset %d comes twice, after %d"
                                .formatted(offsets[i], result.end(result.count - 1)));
            }
            result.add(offsets[i], lengths[i], packs[i], frames[i], positions[i]);
        }
        return result;
    }

    /// `this` where it has something, else `below`; nothing at or beyond `size`.
    public Extents over(Extents below, long size) {
        Extents result = new Extents();
        int lower = 0;
        long reached = 0;
        for (int i = 0; i < count && offsets[i] < size; i++) {
            lower = result.take(below, lower, reached, offsets[i]);
            result.takePart(this, i, offsets[i], Math.min(end(i), size));
            reached = end(i);
        }
        result.take(below, lower, reached, size);
        return result;
    }

    /// The first offset in `[from, to)` that no stretch holds, or `to`.
    public long firstHole(long from, long to) {
        long reached = from;
        for (int i = indexOf(from); i < count && reached < to && offsets[i] <= reached; i++) {
            reached = end(i);
        }
        return Math.min(reached, to);
    }

    /// In how many frames the content lies.
    public int distinctFrames() {
        record Frame(StoredObject pack, int frame) {}
        Set<Frame> seen = new HashSet<>();
        for (int i = 0; i < count; i++) {
            if (!isZeros(i)
                    && (i == 0 || frames[i] != frames[i - 1] || !packs[i].equals(packs[i - 1]))) {
                seen.add(new Frame(packs[i], frames[i]));
            }
        }
        return seen.size();
    }

    public long contentBytes() {
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += isZeros(i) ? 0 : lengths[i];
        }
        return sum;
    }

    public boolean sameAs(Extents other) {
        return count == other.count
                && Arrays.equals(offsets, 0, count, other.offsets, 0, count)
                && Arrays.equals(lengths, 0, count, other.lengths, 0, count)
                && Arrays.equals(frames, 0, count, other.frames, 0, count)
                && Arrays.equals(positions, 0, count, other.positions, 0, count)
                && Arrays.equals(packs, 0, count, other.packs, 0, count);
    }

    private boolean continues(int i, long offset, StoredObject pack, int frame, int position) {
        if (end(i) != offset || !packs[i].equals(pack)) {
            return false;
        }
        return isZeros(i) || (frames[i] == frame && positions[i] + lengths[i] == position);
    }

    /// Adds what `source` has in `[from, to)`, beginning to look at `index`; returns where to go
    /// on.
    private int take(Extents source, int index, long from, long to) {
        int i = index;
        while (i < source.count && source.end(i) <= from) {
            i++;
        }
        while (i < source.count && source.offsets[i] < to) {
            long begin = Math.max(from, source.offsets[i]);
            takePart(source, i, begin, Math.min(to, source.end(i)));
            if (source.end(i) > to) {
                break;
            }
            i++;
        }
        return i;
    }

    private void takePart(Extents source, int i, long from, long to) {
        if (from < to) {
            int inside = source.isZeros(i) ? 0 : (int) (from - source.offsets[i]);
            add(from, to - from, source.packs[i], source.frames[i], source.positions[i] + inside);
        }
    }

    private int[] order() {
        int[] order = new int[count];
        boolean sorted = true;
        for (int i = 0; i < count; i++) {
            order[i] = i;
            sorted &= i == 0 || offsets[i - 1] <= offsets[i];
        }
        if (sorted) {
            return order;
        }
        return java.util.stream.IntStream.range(0, count)
                .boxed()
                .sorted((a, b) -> Long.compare(offsets[a], offsets[b]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private void grow() {
        int capacity = 2 * count;
        offsets = Arrays.copyOf(offsets, capacity);
        lengths = Arrays.copyOf(lengths, capacity);
        packs = Arrays.copyOf(packs, capacity);
        frames = Arrays.copyOf(frames, capacity);
        positions = Arrays.copyOf(positions, capacity);
    }
}
