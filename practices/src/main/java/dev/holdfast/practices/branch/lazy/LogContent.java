package dev.holdfast.practices.branch.lazy;

import dev.holdfast.branchfs.tree.LazyContent;
import dev.holdfast.core.engine.Lsn;
import dev.holdfast.vault.LogReading;
import dev.holdfast.vault.LogReading.Stretch;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// One segment of the log. What was not stored of it is zeros, where recovery ends.
///
/// @param start where the segment begins
/// @param stretches of its timeline that reach into it
record LogContent(LogReading reading, Lsn start, List<Stretch> stretches) implements LazyContent {
    private static final byte[] ZEROS = new byte[8 << 10];

    LogContent {
        stretches = List.copyOf(stretches);
    }

    @Override
    public void read(long offset, ByteBuffer target) {
        Lsn end = start.plus(offset + target.remaining());
        for (Lsn at = start.plus(offset); at.isBefore(end); ) {
            Lsn here = at;
            Optional<Stretch> holder = holderOf(here);
            Lsn to = least(end, holder.map(Stretch::to).orElseGet(() -> nextAfter(here, end)));
            int length = Math.toIntExact(to.value() - here.value());
            if (holder.isPresent()) {
                reading.read(holder.get(), here, length, target);
            } else {
                zeros(length, target);
            }
            at = to;
        }
    }

    private Optional<Stretch> holderOf(Lsn at) {
        return stretches.stream()
                .filter(stretch -> stretch.holds(at))
                .max(Comparator.comparing(Stretch::to));
    }

    private Lsn nextAfter(Lsn at, Lsn end) {
        return stretches.stream()
                .map(Stretch::from)
                .filter(at::isBefore)
                .min(Comparator.naturalOrder())
                .orElse(end);
    }

    private static void zeros(int length, ByteBuffer target) {
        for (int left = length; left > 0; left -= Math.min(left, ZEROS.length)) {
            target.put(ZEROS, 0, Math.min(left, ZEROS.length));
        }
    }

    private static Lsn least(Lsn a, Lsn b) {
        return a.isBefore(b) ? a : b;
    }
}
