package dev.holdfast.engines.postgres.changes;

import dev.holdfast.core.engine.Changes.FileChange;
import dev.holdfast.core.engine.Changes.FileChanges;
import dev.holdfast.core.engine.Changes.PageRun;
import dev.holdfast.core.engine.SourceFile;
import dev.holdfast.core.engine.SourceFile.Kind;
import dev.holdfast.engines.postgres.changes.BlockTable.ForkChanges;
import dev.holdfast.engines.postgres.changes.BlockTable.ForkKey;
import dev.holdfast.engines.postgres.page.RelationFile;
import dev.holdfast.engines.postgres.page.RelationFile.Fork;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// PostgreSQL's rules for the files of an incremental backup (`basebackup_incremental.c`,
/// `GetFileBackupMethod`), and two of our own: visibility maps are always read whole, because
/// before version 18 an UPDATE that clears a visibility bit does not name the map's block; and
/// pages beyond the former size are read even where no record names them. Safe for many threads
/// once the table is complete, because nothing is added then.
record FileRules(BlockTable table, int pageBytes, long segmentBytes) implements FileChanges {

    /// Beyond this share of changed pages, a file is read whole.
    private static final double MOSTLY_CHANGED = 0.9;

    @Override
    public FileChange of(SourceFile file, long formerSizeBytes) {
        Optional<RelationFile> relation = RelationFile.parse(file.path());
        if (relation.isEmpty()
                || file.kind() != Kind.PAGED
                || formerSizeBytes % pageBytes != 0
                || relation.get().fork() != Fork.MAIN
                || isInNewDatabase(relation.get())) {
            return new FileChange.Whole();
        }
        return of(relation.get(), pages(file.sizeBytes()), pages(formerSizeBytes));
    }

    private FileChange of(RelationFile relation, int pages, int formerPages) {
        long firstBlock = relation.block(0, segmentBytes, pageBytes);
        ForkChanges changes =
                table.find(
                        new ForkKey(
                                relation.tablespace(),
                                relation.database(),
                                relation.fileNode(),
                                0));
        long limit = changes == null ? BlockTable.NO_LIMIT : changes.limit();
        if (limit <= firstBlock) {
            return new FileChange.Whole();
        }
        int sureUntil = (int) Math.min(Math.min(pages, formerPages), limit - firstBlock);
        Runs runs = new Runs();
        if (changes != null) {
            addChanged(changes.blocks(), firstBlock, sureUntil, runs);
        }
        runs.add(sureUntil, pages - sureUntil);
        return runs.pages > pages * MOSTLY_CHANGED
                ? new FileChange.Whole()
                : new FileChange.Pages(runs.list);
    }

    private static void addChanged(BlockSet blocks, long firstBlock, int until, Runs runs) {
        synchronized (blocks) {
            int size = blocks.size();
            for (int i = blocks.firstFrom(firstBlock); i < size; i++) {
                long page = blocks.block(i) - firstBlock;
                if (page >= until) {
                    return;
                }
                runs.add((int) page, 1);
            }
        }
    }

    private boolean isInNewDatabase(RelationFile relation) {
        return table.find(ForkKey.database(relation.tablespace(), relation.database())) != null;
    }

    private int pages(long bytes) {
        return (int) (bytes / pageBytes);
    }

    /// Joins neighbours.
    private static final class Runs {
        private final List<PageRun> list = new ArrayList<>();
        private int pages;

        void add(int first, int count) {
            if (count <= 0) {
                return;
            }
            pages += count;
            PageRun last = list.isEmpty() ? null : list.getLast();
            if (last != null && last.first() + last.count() == first) {
                list.set(list.size() - 1, new PageRun(last.first(), last.count() + count));
            } else {
                list.add(new PageRun(first, count));
            }
        }
    }
}
