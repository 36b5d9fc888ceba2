package dev.holdfast.vault;

import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.engine.SourceFile.Kind;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Stores log and snapshots of one server as a stream does: whole segments as the same object in
/// every copy, pieces as different ones. Places are counted in segments.
final class Streaming {
    static final long SEGMENT = Taking.FACTS.walSegmentBytes();
    static final String SYSTEM = Taking.FACTS.systemIdentifier();

    private final List<Vault> copies;
    private final InstantSource clock;
    private final Taking taking;

    Streaming(List<Vault> copies, InstantSource clock) {
        this.copies = copies;
        this.clock = clock;
        this.taking = new Taking(copies, clock);
    }

    static Lsn at(int segment) {
        return new Lsn(segment * SEGMENT);
    }

    /// That stops in `segment`.
    String snapshot(int timeline, int segment) throws InterruptedException {
        Data data = new Data();
        data.put("base/5/1", Kind.PAGED, Data.pages(new Random(1), 2));
        taking.at(new Taking.Place(timeline, at(segment).plus(8), at(segment).plus(100)));
        return taking.take(data, Optional.empty()).manifest().id();
    }

    void segments(int timeline, int from, int to) {
        for (int i = from; i < to; i++) {
            try (StreamSealer sealer = sealer(copies.getFirst())) {
                StreamSealer.Sealed sealed =
                        sealer.seal(
                                stretch(timeline, i * SEGMENT, (i + 1) * SEGMENT),
                                new byte[(int) SEGMENT],
                                0);
                copies.forEach(copy -> copy.streamedWal(SYSTEM).store(sealed));
            }
        }
    }

    /// A piece, in bytes.
    void store(int timeline, long from, long to) {
        for (Vault copy : copies) {
            try (StreamSealer sealer = sealer(copy)) {
                byte[] content = new byte[(int) (to - from)];
                copy.streamedWal(SYSTEM)
                        .store(sealer.seal(stretch(timeline, from, to), content, 0));
            }
        }
    }

    private static StreamSealer sealer(Vault copy) {
        return new StreamSealer(copy, SYSTEM, Taking.RANDOM);
    }

    private StreamSealer.Stretch stretch(int timeline, long from, long to) {
        return new StreamSealer.Stretch(timeline, new Lsn(from), new Lsn(to), clock.instant());
    }
}
