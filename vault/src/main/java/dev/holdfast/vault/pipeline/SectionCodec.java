package dev.holdfast.vault.pipeline;

import java.util.function.ToIntFunction;

/// The stored form of [Extents]: column after column of varints, which compress well together.
///
/// The number n of stretches; n gaps to the end of the one before; n lengths, both in units; n
/// times 0 for zeros, or 1 + the index of the pack in the map's pack table; then, for stretches
/// with content only, the frame as zigzag difference to the frame before, and the position in the
/// frame as zigzag difference to where the one before ended if it lies in the same frame, else to
/// 0.
public final class SectionCodec {
    private SectionCodec() {}

    /// @param unit what offsets and lengths in the file are multiples of
    public static void encode(
            Extents extents, int unit, ToIntFunction<StoredObject> packIndex, ByteWriter target) {
        int count = extents.count();
        target.varint(count);
        long end = 0;
        for (int i = 0; i < count; i++) {
            target.varint(units(extents.offset(i) - end, unit));
            end = extents.end(i);
        }
        for (int i = 0; i < count; i++) {
            target.varint(units(extents.length(i), unit));
        }
        for (int i = 0; i < count; i++) {
            target.varint(extents.isZeros(i) ? 0 : 1 + packIndex.applyAsInt(extents.pack(i)));
        }
        encodeFrames(extents, target);
    }

    private static void encodeFrames(Extents extents, ByteWriter target) {
        int frame = 0;
        for (int i = 0; i < extents.count(); i++) {
            if (!extents.isZeros(i)) {
                target.zigzag((long) extents.frame(i) - frame);
                frame = extents.frame(i);
            }
        }
        int before = -1;
        for (int i = 0; i < extents.count(); i++) {
            if (!extents.isZeros(i)) {
                target.zigzag(extents.position(i) - expectedPosition(extents, before, i));
                before = i;
            }
        }
    }

    private static long expectedPosition(Extents extents, int before, int i) {
        boolean same =
                before >= 0
                        && extents.frame(before) == extents.frame(i)
                        && extents.pack(before).equals(extents.pack(i));
        return same ? extents.position(before) + extents.length(before) : 0;
    }

    /// @throws DamagedData when it is none
    public static Extents decode(ByteReader source, int unit, StoredObject[] packs) {
        int count = source.count(3);
        long[] offsets = new long[count];
        long[] lengths = new long[count];
        decodeStretches(source, unit, offsets, lengths);
        StoredObject[] owners = new StoredObject[count];
        for (int i = 0; i < count; i++) {
            long index = source.varint();
            if (index > packs.length) {
                throw new DamagedData("it names pack %d of %d".formatted(index, packs.length));
            }
            owners[i] = index == 0 ? Extents.ZEROS : packs[(int) index - 1];
        }
        int[] frames = decodeFrames(source, owners);
        return decodePositions(source, new Stretches(offsets, lengths, owners, frames));
    }

    private record Stretches(long[] offsets, long[] lengths, StoredObject[] owners, int[] frames) {}

    private static void decodeStretches(
            ByteReader source, int unit, long[] offsets, long[] lengths) {
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = bytes(source.varint(), unit);
        }
        long end = 0;
        for (int i = 0; i < offsets.length; i++) {
            lengths[i] = bytes(source.varint(), unit);
            offsets[i] += end;
            end = offsets[i] + lengths[i];
            if (lengths[i] == 0 || end > MAX_FILE_BYTES) {
                throw new DamagedData("a stretch cannot be that long or short");
            }
        }
    }

    private static int[] decodeFrames(ByteReader source, StoredObject[] owners) {
        int[] frames = new int[owners.length];
        long frame = 0;
        for (int i = 0; i < owners.length; i++) {
            if (!owners[i].equals(Extents.ZEROS)) {
                frame += source.zigzag();
                if (frame < 0 || frame > Integer.MAX_VALUE) {
                    throw new DamagedData("there is no frame " + frame);
                }
                frames[i] = (int) frame;
            }
        }
        return frames;
    }

    private static Extents decodePositions(ByteReader source, Stretches stretches) {
        Extents result = new Extents();
        int before = -1;
        for (int i = 0; i < stretches.offsets.length; i++) {
            long length = stretches.lengths[i];
            long position = 0;
            if (!stretches.owners[i].equals(Extents.ZEROS)) {
                position = source.zigzag() + expectedPosition(result, before, stretches, i);
                before = i;
                if (position < 0 || position + length > FrameCodec.MAX_PLAIN_BYTES) {
                    throw new DamagedData("a stretch leads outside its frame");
                }
            }
            result.append(
                    stretches.offsets[i],
                    length,
                    stretches.owners[i],
                    stretches.frames[i],
                    (int) position);
        }
        return result;
    }

    private static long expectedPosition(Extents result, int before, Stretches stretches, int i) {
        boolean same =
                before >= 0
                        && result.frame(before) == stretches.frames[i]
                        && result.pack(before).equals(stretches.owners[i]);
        return same ? result.position(before) + result.length(before) : 0;
    }

    private static final long MAX_FILE_BYTES = 1L << 56;

    private static long units(long bytes, int unit) {
        if (bytes % unit != 0) {
            throw new IllegalStateException("%d is no multiple of %d".formatted(bytes, unit));
        }
        return bytes / unit;
    }

    private static long bytes(long units, int unit) {
        if (units > MAX_FILE_BYTES / unit) {
            throw new DamagedData("a stretch cannot be that long");
        }
        return units * unit;
    }
}
