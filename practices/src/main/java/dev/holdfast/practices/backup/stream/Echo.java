package dev.holdfast.practices.backup.stream;

import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.engine.PhysicalSource.WalSink;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.vault.StreamPart;
import dev.holdfast.vault.StreamedWal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What is stored already of the stretch that the server sends again after a restart. A server that
/// was restored goes on at an LSN, and often on a timeline, that it had before: then the log
/// differs here, and nothing of it may be stored beside the former one.
final class Echo {
    private final String label;
    private final Lsn from;
    private final byte[] expected;
    private final int length;

    private Echo(String label, Lsn from, byte[] expected, int length) {
        this.label = label;
        this.from = from;
        this.expected = expected;
        this.length = length;
    }

    /// @param from where the server begins to send
    /// @param most how much is compared at most
    static Echo of(String label, StreamedWal copy, int timeline, Lsn from, int most)
            throws InterruptedException {
        List<StreamPart> parts =
                copy.parts().stream().filter(part -> part.timeline() == timeline).toList();
        byte[] expected = new byte[most];
        int length = 0;
        Optional<StreamPart> part = Parts.holding(parts, from);
        while (part.isPresent() && length < most) {
            length = take(copy, part.get(), from, expected, length);
            part = Parts.holding(parts, part.get().to());
        }
        return new Echo(label, from, expected, length);
    }

    private static int take(
            StreamedWal copy, StreamPart part, Lsn from, byte[] expected, int length)
            throws InterruptedException {
        Lsn at = from.plus(length);
        int skip = (int) (at.value() - part.from().value());
        int count = (int) Math.min(part.to().value() - at.value(), expected.length - length);
        WalSink sink =
                (lsn, buffer, offset, _) ->
                        System.arraycopy(buffer, offset + skip, expected, length, count);
        copy.read(part, sink);
        return length + count;
    }

    static Echo none(Lsn from) {
        return new Echo("", from, new byte[0], 0);
    }

    /// `SERVER_CHANGED` when the server sends something else than what is stored.
    void compare(Lsn at, byte[] buffer, int offset, int count) {
        long first = at.value() - from.value();
        if (first >= length) {
            return;
        }
        int compared = (int) Math.min(count, length - first);
        int differs =
                Arrays.mismatch(
                        expected,
                        (int) first,
                        (int) first + compared,
                        buffer,
                        offset,
                        offset + compared);
        if (differs >= 0) {
            throw new HoldfastException(
                    ProblemCode.SERVER_CHANGED,
                    "'%s' sends other WAL at %s than what is stored: it was restored to an earlier state, or is a copy of the server that was streamed"
                            .formatted(label, at.plus(differs)),
                    "give it a timeline of its own: stop it, create recovery.signal in its data directory, set restore_command = 'false' and start it; then take a snapshot and stream again");
        }
    }
}
