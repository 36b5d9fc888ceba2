package dev.holdfast.engines.postgres.source;

import dev.holdfast.core.engine.SourceFile;
import dev.holdfast.engines.postgres.page.PageHeader;
import dev.holdfast.engines.postgres.page.RelationFile;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntConsumer;

/// Checks pages as they are read.
///
/// A page can be read while the server writes it. So one that is not valid is read again: it is
/// accepted when it is valid then, or when its bytes changed meanwhile, since a page that is being
/// written is in the WAL with all its bytes, and recovery puts them in place (`full_page_writes` is
/// forced between the start and the stop of a backup). One that stays as it is, is damaged on the
/// server's disk. This is pgBackRest's rule.
final class PageGuard {

    private static final int ATTEMPTS = 5;

    /// Reads a page once more, after a moment.
    interface Again {
        /// Empty when the file ends before or is gone.
        Optional<byte[]> read(SourceFile file, long offset, int length);
    }

    private final int pageBytes;
    private final long segmentBytes;
    private final boolean checksums;
    private final Again again;

    PageGuard(int pageBytes, long segmentBytes, boolean checksums, Again again) {
        this.pageBytes = pageBytes;
        this.segmentBytes = segmentBytes;
        this.checksums = checksums;
        this.again = again;
    }

    int pageBytes() {
        return pageBytes;
    }

    /// Checks whole pages of `file`, which stand in `buffer`; pages that turned out better are
    /// replaced there.
    ///
    /// @param fileOffset where the pages stand in the file
    /// @param damaged takes the number, in the file, of each page that is damaged
    void check(
            RelationFile relation,
            SourceFile file,
            long fileOffset,
            Pages pages,
            IntConsumer damaged) {
        int first = (int) (fileOffset / pageBytes);
        long firstBlock = relation.block(first, segmentBytes, pageBytes);
        byte[] buffer = pages.buffer();
        for (int page = 0; page < pages.length() / pageBytes; page++) {
            int at = pages.offset() + page * pageBytes;
            if (!PageHeader.isValid(buffer, at, pageBytes, firstBlock + page, checksums)
                    && !readAgain(file, fileOffset, pages, page, firstBlock + page)) {
                damaged.accept(first + page);
            }
        }
    }

    /// Where pages stand.
    record Pages(byte[] buffer, int offset, int length) {}

    /// @return whether the page may be taken
    private boolean readAgain(SourceFile file, long fileOffset, Pages pages, int page, long block) {
        int at = pages.offset() + page * pageBytes;
        boolean changed = false;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<byte[]> now =
                    again.read(file, fileOffset + (long) page * pageBytes, pageBytes);
            if (now.isEmpty()) {
                // truncated or dropped meanwhile: recovery does the same
                return true;
            }
            changed |=
                    !Arrays.equals(
                            now.get(), Arrays.copyOfRange(pages.buffer(), at, at + pageBytes));
            System.arraycopy(now.get(), 0, pages.buffer(), at, pageBytes);
            if (PageHeader.isValid(pages.buffer(), at, pageBytes, block, checksums)) {
                return true;
            }
        }
        return changed;
    }
}
