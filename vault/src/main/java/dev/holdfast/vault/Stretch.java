package dev.holdfast.vault;

import dev.holdfast.core.engine.SourceFile;

/// Says a part of a file in the user's words: `base/5/16384 pages 16–31`.
final class Stretch {
    private Stretch() {}

    static String of(Sections sections, StoredFile file, long from, long to) {
        int unit = sections.unit(file.file().kind());
        String word = file.file().kind() == SourceFile.Kind.PAGED ? "page" : "byte";
        long first = from / unit;
        long last = (to - 1) / unit;
        return first == last
                ? "%s %s %d".formatted(file.path(), word, first)
                : "%s %ss %d–%d".formatted(file.path(), word, first, last);
    }
}
