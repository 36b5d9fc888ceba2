package dev.holdfast.engines.postgres.restore;

import dev.holdfast.core.engine.DataDirectories.PageCheck;
import dev.holdfast.engines.postgres.page.PageHeader;
import dev.holdfast.engines.postgres.page.RelationFile;
import java.util.Optional;

/// Checks pages as the server does when it reads them. Safe for many threads.
final class RestoredPages implements PageCheck {

    private final int pageBytes;
    private final long segmentBytes;
    private final boolean checksums;

    /// Pages come file by file, so the last name is parsed once.
    private volatile Parsed last = new Parsed("", Optional.empty());

    private record Parsed(String path, Optional<RelationFile> file) {}

    RestoredPages(int pageBytes, long segmentBytes, boolean checksums) {
        this.pageBytes = pageBytes;
        this.segmentBytes = segmentBytes;
        this.checksums = checksums;
    }

    @Override
    public Finding check(String file, int page, byte[] buffer, int offset) {
        Optional<RelationFile> relation = parsed(file);
        if (relation.isEmpty()) {
            return Finding.PLAUSIBLE;
        }
        long block = relation.get().block(page, segmentBytes, pageBytes);
        if (!PageHeader.isValid(buffer, offset, pageBytes, block, checksums)) {
            return Finding.INVALID;
        }
        return checksums && !PageHeader.isNew(buffer, offset) ? Finding.PROVEN : Finding.PLAUSIBLE;
    }

    private Optional<RelationFile> parsed(String path) {
        Parsed known = last;
        if (!known.path().equals(path)) {
            known = new Parsed(path, RelationFile.parse(path));
            last = known;
        }
        return known.file();
    }
}
