package dev.holdfast.practices.backup.rescue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.engine.WalVisitor;
import dev.holdfast.core.engine.WalVisitor.GoneFiles;
import dev.holdfast.core.engine.WalVisitor.NewFile;
import dev.holdfast.core.engine.WalVisitor.Transaction;
import dev.holdfast.core.engine.WalVisitor.TransactionParts;
import dev.holdfast.core.engine.rescue.RowRescue.TableFiles;
import dev.holdfast.practices.backup.rescue.DropSearch.Drop;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Which transaction dropped a table is found from numbers and a few looks at the past.
final class DropFinderTest {
    private static final long DATABASE = 5;

    private final List<String> looked = new ArrayList<>();

    @Test
    void findsTheNewestAtOnce() throws Exception {
        assertThat(find(64, 64, node(64))).isEqualTo(64);
        assertThat(looked).hasSize(1);
    }

    @Test
    void findsEachByHalves() throws Exception {
        for (int dropped = 1; dropped <= 64; dropped++) {
            looked.clear();
            assertThat(find(64, dropped, node(dropped))).isEqualTo(dropped);
            assertThat(looked).hasSizeLessThanOrEqualTo(7);
        }
    }

    @Test
    void findsATableWhoseFilesChangedMeanwhile() throws Exception {
        assertThat(find(10, 7, -1)).isEqualTo(7);
    }

    @Test
    void findsNothingWhereTheTableNeverWas() throws Exception {
        assertThat(new DropFinder(drops(10), _ -> files(Set.of())).find()).isEmpty();
        assertThat(new DropFinder(List.of(), _ -> files(Set.of())).find()).isEmpty();
    }

    /// @param node where the table's rows lay before it was dropped
    private long find(int count, int dropped, long node) throws InterruptedException {
        return new DropFinder(
                        drops(count),
                        moment -> {
                            looked.add(moment);
                            int xid = Integer.parseInt(moment.substring("before-xid:".length()));
                            return files(xid <= dropped ? Set.of(node) : Set.of());
                        })
                .find()
                .orElseThrow()
                .xid();
    }

    private static TableFiles files(Set<Long> nodes) {
        return new TableFiles(DATABASE, nodes);
    }

    private static List<Drop> drops(int count) {
        return LongStream.rangeClosed(1, count)
                .mapToObj(xid ->
                        new Drop(
                                xid, Instant.EPOCH, new Lsn(xid), Set.of(node(xid), node(xid) + 1)))
                .toList();
    }

    private static long node(long xid) {
        return 1000 + 10 * xid;
    }

    @Test
    void takesForDropsOnlyWhatLeavesLessThanItMakes() {
        DropSearch search = new DropSearch(DATABASE, new Lsn(100), new LongAdder());
        end(search, 1, 50, true, file(DATABASE, 11)); // before it counts
        end(search, 2, 200, true, file(DATABASE, 12));
        search.made(new NewFile(new Lsn(290), 4, DATABASE, 99));
        search.composed(new TransactionParts(3, List.of(4L)));
        end(search, 3, 300, true, file(DATABASE, 13)); // a TRUNCATE, in a savepoint
        end(search, 5, 400, false, file(DATABASE, 14)); // rolled back
        end(search, 6, 500, true, file(DATABASE + 1, 15)); // another database
        assertThat(search.drops()).extracting(Drop::xid).containsExactly(2L);
    }

    private static void end(
            WalVisitor search, long xid, long lsn, boolean committed, GoneFiles.File file) {
        search.gone(new GoneFiles(xid, List.of(file)));
        search.ended(
                new Transaction(new Lsn(lsn), new Lsn(lsn + 1), xid, Instant.EPOCH, committed));
    }

    private static GoneFiles.File file(long database, long node) {
        return new GoneFiles.File(database, node);
    }
}
