package dev.holdfast.engines.postgres.changes;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What WAL summaries say, put together: for each relation fork the blocks that were changed, and
/// the limit block, the smallest size that it was truncated or created to.
final class BlockTable {

    static final long NO_LIMIT = Long.MAX_VALUE;

    private final Map<ForkKey, ForkChanges> forks = new HashMap<>();

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
        of(fork).blocks.add(block);
    }

    void limited(ForkKey fork, long block) {
        ForkChanges changes = of(fork);
        changes.limit = Math.min(changes.limit, block);
    }

    @Nullable ForkChanges find(ForkKey fork) {
        return forks.get(fork);
    }

    private ForkChanges of(ForkKey fork) {
        return forks.computeIfAbsent(fork, key -> new ForkChanges());
    }
}
