package dev.holdfast.engines.postgres.changes;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What summaries of the log say, put together: for each relation fork the blocks that were
/// changed, and the limit block, the smallest size that it was truncated or created to.
final class BlockTable {

    static final long NO_LIMIT = Long.MAX_VALUE;

    /// Room for that many page numbers, four bytes each: from half of it on, by how they are
    /// spread.
    static final int MOST = 16 << 20;

    /// What a fork costs besides its pages, counted in page numbers.
    private static final int FORK_COST = 64;

    private final Map<ForkKey, ForkChanges> forks = new HashMap<>();
    private long room;

    /// @param fork 0 main, 1 free space map, 2 visibility map, 3 init
    record ForkKey(long tablespace, long database, long fileNode, int fork) {

        /// The server's mark for a database that was created: every relation in it is new.
        static ForkKey database(long tablespace, long database) {
            return new ForkKey(tablespace, database, 0, 0);
        }
    }

    static final class ForkChanges {
        private final BlockSet blocks = new BlockSet();
        private long limit = NO_LIMIT;

        BlockSet blocks() {
            return blocks;
        }

        long limit() {
            return limit;
        }
    }

    void changed(ForkKey fork, long block) {
        BlockSet blocks = of(fork).blocks;
        int before = blocks.room();
        blocks.add(block);
        room += blocks.room() - before;
    }

    /// Whether it is larger than it may become. Whoever fills it asks now and then.
    boolean isFull() {
        return room > MOST;
    }

    Map<ForkKey, ForkChanges> forks() {
        return Map.copyOf(forks);
    }

    void limited(ForkKey fork, long block) {
        ForkChanges changes = of(fork);
        changes.limit = Math.min(changes.limit, block);
    }

    @Nullable ForkChanges find(ForkKey fork) {
        return forks.get(fork);
    }

    private ForkChanges of(ForkKey fork) {
        ForkChanges there = forks.get(fork);
        if (there == null) {
            there = new ForkChanges();
            forks.put(fork, there);
            room += FORK_COST;
        }
        return there;
    }
}
