package dev.holdfast.branchfs.overlay;

import dev.holdfast.branchfs.kernel.Errno;
import dev.holdfast.branchfs.kernel.ErrnoException;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// Reads and writes single chunks. The caller holds the chunk's lock.
///
/// `below` is how many bytes of the chunk the tree below still gives; `fetched` is the chunk as it
/// stands there, or nothing where it was not fetched.
final class Chunks {
    private final Slots slots;
    private final Counters figures;

    Chunks(Slots slots, Counters figures) {
        this.slots = slots;
        this.figures = figures;
    }

    /// @return whether it could be read; always, where it was fetched
    boolean read(
            Chunk chunk,
            Piece piece,
            int below,
            MemorySegment target,
            @Nullable MemorySegment fetched)
            throws ErrnoException {
        int absent = piece.blocks() & ~chunk.present;
        if (fetched == null && (absent & Chunk.blocksBefore(below)) != 0) {
            return false;
        }
        chunk.recent = true;
        int before = chunk.present;
        if (fetched != null) {
            keepIfRoom(chunk, below, fetched);
        }
        // what was fetched just now is copied from there: the slot need not be read
        copyOut(chunk, before & chunk.present, piece, target, fetched);
        return true;
    }

    private void copyOut(
            Chunk chunk,
            int fromSlot,
            Piece piece,
            MemorySegment target,
            @Nullable MemorySegment fetched)
            throws ErrnoException {
        for (int at = piece.from(); at < piece.to(); ) {
            int end = Runs.end(fromSlot, at, piece.to());
            MemorySegment part = target.asSlice(at - piece.from(), end - at);
            if (Runs.has(fromSlot, at)) {
                slots.read(chunk, at, part);
            } else if (fetched == null) {
                part.fill((byte) 0);
            } else {
                part.copyFrom(fetched.asSlice(at, end - at));
            }
            at = end;
        }
    }

    /// What cannot be kept is read again from below: slower, and nothing is lost.
    void keepIfRoom(Chunk chunk, int below, MemorySegment fetched) {
        clip(below, fetched);
        int missing = Chunk.blocksBefore(below) & ~chunk.present;
        boolean room = missing == 0 || chunk.slot != Chunk.NO_SLOT || slots.takeClean(chunk);
        if (!room) {
            figures.unkept();
            return;
        }
        try {
            keep(chunk, missing, fetched);
        } catch (ErrnoException e) {
            figures.unkept();
            if (!chunk.lasting) {
                slots.release(chunk);
            }
        }
    }

    /// Makes zeros of what is not given any more: the file may have been cut while it was fetched.
    private static void clip(int below, MemorySegment fetched) {
        fetched.asSlice(below).fill((byte) 0);
    }

    /// Blocks that were written meanwhile are not missing, and left alone.
    private void keep(Chunk chunk, int missing, MemorySegment fetched) throws ErrnoException {
        for (int at = 0; at < Chunk.BYTES; ) {
            int end = Runs.end(missing, at, Chunk.BYTES);
            if (Runs.has(missing, at)) {
                slots.keep(chunk, at, fetched.asSlice(at, end - at));
            }
            at = end;
        }
        chunk.present |= missing;
    }

    /// @return whether it could be written; always, where it was fetched
    boolean write(
            Chunk chunk,
            Piece piece,
            int below,
            MemorySegment bytes,
            @Nullable MemorySegment fetched)
            throws ErrnoException {
        if (fetched == null && piece.cutsBelow(chunk, below)) {
            return false;
        }
        takeLasting(chunk);
        if (fetched != null) {
            clip(below, fetched);
            keep(chunk, Chunk.blocksBefore(below) & ~chunk.present, fetched);
        }
        // a slot has the bytes of whoever had it before
        if (!Runs.has(chunk.present, piece.from())) {
            slots.zero(chunk, Runs.blockStart(piece.from()), piece.from());
        }
        if (!Runs.has(chunk.present, piece.to() - 1)) {
            slots.zero(chunk, piece.to(), Runs.blockEnd(piece.to() - 1));
        }
        slots.write(chunk, piece.from(), bytes);
        chunk.present |= piece.blocks();
        return true;
    }

    private void takeLasting(Chunk chunk) throws ErrnoException {
        if (!chunk.lasting && !slots.takeLasting(chunk)) {
            throw new ErrnoException(Errno.ENOSPC, "the overlay's quota is used up");
        }
    }

    /// Makes zeros of what is behind `end`, and gives the slot back when nothing is left.
    boolean cut(Chunk chunk, int end) throws ErrnoException {
        chunk.present &= Chunk.blocksBefore(end);
        if (chunk.present == 0) {
            return give(chunk);
        }
        if (Runs.has(chunk.present, end - 1)) {
            slots.zero(chunk, end, Runs.blockEnd(end - 1));
        }
        return true;
    }

    boolean give(Chunk chunk) {
        slots.release(chunk);
        return true;
    }

    /// Makes sure that the chunk can be written.
    boolean promise(Chunk chunk) throws ErrnoException {
        if (!chunk.lasting) {
            takeLasting(chunk);
            slots.reserve(chunk);
        }
        return true;
    }
}
