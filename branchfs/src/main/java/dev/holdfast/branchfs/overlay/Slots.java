package dev.holdfast.branchfs.overlay;

import dev.holdfast.branchfs.kernel.BackingFile;
import dev.holdfast.branchfs.kernel.ErrnoException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The overlay's file: slots of one chunk each. A slot that is taken holds the bytes of whoever had
/// it before: only blocks that were written since are present.
///
/// Evicts clean chunks by the clock: who was read since the hand came by last is spared once.
final class Slots implements AutoCloseable {
    private static final int FIRST_TABLE = 1024;

    /// As long as a chunk, and never written to.
    private static final MemorySegment ZEROS = Arena.global().allocate(Chunk.BYTES);

    private final BackingFile file;
    private final Health health;
    private final int quota;
    private final int cache;

    private @Nullable Chunk[] owners = new @Nullable Chunk[FIRST_TABLE];
    private int[] free = new int[FIRST_TABLE];
    private int freed;
    private int used;
    private int clean;
    private int hand;
    private long evictions;

    private Slots(BackingFile file, OverlayLimits limits, Health health) {
        this.file = file;
        this.health = health;
        this.quota = limits.quotaSlots();
        this.cache = limits.cacheSlots();
    }

    static Slots create(Path directory, OverlayLimits limits, Health health) throws IOException {
        return new Slots(BackingFile.create(directory), limits, health);
    }

    /// How the slots are taken.
    ///
    /// @param lasting that cannot be given up
    /// @param clean that can
    /// @param left that can still be taken for writing
    record Room(int lasting, int clean, int left, long evictions) {}

    synchronized Room room() {
        int lasting = used - freed - clean;
        return new Room(lasting, clean, quota - lasting, evictions);
    }

    /// A slot for what was read. The caller holds the chunk's lock.
    ///
    /// @return whether there was one
    synchronized boolean takeClean(Chunk chunk) {
        boolean taken = (clean < cache && takeNew(chunk)) || takeFromOther(chunk);
        if (taken) {
            clean++;
        }
        return taken;
    }

    /// A slot for what is written, or makes the one that it has lasting. The caller holds the
    /// chunk's lock.
    ///
    /// @return whether there was one
    synchronized boolean takeLasting(Chunk chunk) {
        if (chunk.slot == Chunk.NO_SLOT) {
            if (!takeNew(chunk) && !takeFromOther(chunk)) {
                return false;
            }
        } else if (!chunk.lasting) {
            clean--;
        }
        chunk.lasting = true;
        return true;
    }

    private boolean takeNew(Chunk chunk) {
        if (freed > 0) {
            own(free[--freed], chunk);
            return true;
        }
        if (used == quota) {
            return false;
        }
        if (used == owners.length) {
            owners = Arrays.copyOf(owners, (int) Math.min(quota, 2L * used));
        }
        own(used++, chunk);
        return true;
    }

    private boolean takeFromOther(Chunk chunk) {
        // twice around: once to forget who was read
        for (long step = 0; clean > 0 && step < 2L * used; step++) {
            int slot = hand;
            hand = (hand + 1) % used;
            Chunk owner = owners[slot];
            if (owner != null && gaveUp(owner, slot)) {
                own(slot, chunk);
                return true;
            }
        }
        return false;
    }

    /// Only tries the lock: its holder may be waiting for these slots.
    private boolean gaveUp(Chunk owner, int slot) {
        if (owner.recent) {
            owner.recent = false;
            return false;
        }
        if (!owner.lock.tryLock()) {
            return false;
        }
        try {
            if (owner.lasting || owner.slot != slot) {
                return false;
            }
            disown(owner);
            clean--;
            evictions++;
            return true;
        } finally {
            owner.lock.unlock();
        }
    }

    private void own(int slot, Chunk chunk) {
        owners[slot] = chunk;
        chunk.slot = slot;
        chunk.present = 0;
    }

    private void disown(Chunk chunk) {
        owners[chunk.slot] = null;
        chunk.slot = Chunk.NO_SLOT;
        chunk.present = 0;
        chunk.lasting = false;
    }

    /// Takes the chunk's slot back, with what is in it. The caller holds the chunk's lock.
    synchronized void release(Chunk chunk) {
        if (chunk.slot == Chunk.NO_SLOT) {
            return;
        }
        if (!chunk.lasting) {
            clean--;
        }
        if (freed == free.length) {
            free = Arrays.copyOf(free, 2 * freed);
        }
        free[freed++] = chunk.slot;
        disown(chunk);
    }

    private interface Use {
        void run() throws ErrnoException;
    }

    /// What was written is lost when this fails.
    private void precious(Use use) throws ErrnoException {
        try {
            use.run();
        } catch (ErrnoException e) {
            health.breaks("the overlay failed", e);
            throw e;
        }
    }

    /// Fills `target` with the bytes of the chunk's slot from `offset`.
    void read(Chunk chunk, int offset, MemorySegment target) throws ErrnoException {
        precious(() -> file.read(position(chunk, offset), target));
    }

    void write(Chunk chunk, int offset, MemorySegment bytes) throws ErrnoException {
        precious(() -> file.write(position(chunk, offset), bytes));
    }

    void zero(Chunk chunk, int from, int to) throws ErrnoException {
        if (from < to) {
            write(chunk, from, ZEROS.asSlice(0, to - from));
        }
    }

    /// Writes what can be read from below again.
    void keep(Chunk chunk, int offset, MemorySegment bytes) throws ErrnoException {
        file.write(position(chunk, offset), bytes);
    }

    /// Takes the disk space of the chunk's slot now.
    void reserve(Chunk chunk) throws ErrnoException {
        file.reserve(position(chunk, 0), Chunk.BYTES);
    }

    private static long position(Chunk chunk, int offset) {
        return (long) chunk.slot * Chunk.BYTES + offset;
    }

    @Override
    public void close() {
        file.close();
    }
}
