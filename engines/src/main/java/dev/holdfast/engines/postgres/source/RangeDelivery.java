package dev.holdfast.engines.postgres.source;

import dev.holdfast.core.engine.FileReader.Range;
import dev.holdfast.core.engine.FileReader.Sink;
import dev.holdfast.core.engine.SourceFile;
import dev.holdfast.core.engine.SourceFile.Kind;
import dev.holdfast.engines.postgres.page.RelationFile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Hands the pieces of ranges to a sink, in order and checked. A file that shrank ends its range:
/// what the file may have grown to again since then is in the WAL.
final class RangeDelivery {
    private final List<Range> ranges;
    private final PageGuard guard;
    private final Sink sink;
    private int current = -1;
    private long next;
    private boolean ended;
    private @Nullable RelationFile relation;

    RangeDelivery(List<Range> ranges, PageGuard guard, Sink sink) {
        this.ranges = ranges;
        this.guard = guard;
        this.sink = sink;
    }

    /// @param length what was read; less than asked where the file ends
    void bytes(int index, long fileOffset, byte[] buffer, int offset, int length)
            throws InterruptedException {
        begin(index);
        if (ended || fileOffset != next) {
            ended = true;
            return;
        }
        SourceFile file = ranges.get(index).file();
        int usable = relation == null ? length : length - length % guard.pageBytes();
        next += usable;
        if (usable == 0) {
            ended = true;
            return;
        }
        if (relation != null) {
            guard.check(
                    relation,
                    file,
                    fileOffset,
                    new PageGuard.Pages(buffer, offset, usable),
                    page -> sink.damagedPage(index, page));
        }
        sink.bytes(index, buffer, offset, usable);
    }

    void gone(int index) {
        begin(index);
        if (!ended && next == ranges.get(index).offset()) {
            sink.gone(index);
        }
        ended = true;
    }

    private void begin(int index) {
        if (index == current) {
            return;
        }
        Range range = ranges.get(index);
        current = index;
        next = range.offset();
        ended = false;
        relation =
                range.file().kind() == Kind.PAGED
                        ? RelationFile.parse(range.file().path()).orElseThrow()
                        : null;
    }
}
