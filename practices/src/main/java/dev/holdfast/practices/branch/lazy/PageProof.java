package dev.holdfast.practices.branch.lazy;

import dev.holdfast.core.engine.DataDirectories.PageCheck;
import dev.holdfast.core.engine.DataDirectories.PageCheck.Finding;
import dev.holdfast.core.engine.SourceFile;
import dev.holdfast.vault.ContentProof;
import dev.holdfast.vault.StoredFile;

/// Whole pages, each with the right checksum.
record PageProof(PageCheck check, int pageBytes) implements ContentProof {

    @Override
    public boolean holds(StoredFile file, long offset, byte[] buffer, int from, int length) {
        if (file.file().kind() != SourceFile.Kind.PAGED || length % pageBytes != 0) {
            return false;
        }
        for (int at = 0; at < length; at += pageBytes) {
            int page = (int) ((offset + at) / pageBytes);
            if (check.check(file.path(), page, buffer, from + at) != Finding.PROVEN) {
                return false;
            }
        }
        return true;
    }
}
