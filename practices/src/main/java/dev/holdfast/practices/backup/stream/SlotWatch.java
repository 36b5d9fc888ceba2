package dev.holdfast.practices.backup.stream;

import dev.holdfast.core.engine.WalSource;
import dev.holdfast.core.engine.WalSource.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Looks at how much log the server keeps for the stream. A slot that nobody empties fills the
/// server's disk, and a full disk stops the server: the stream is given up before that.
final class SlotWatch {
    private static final Duration EVERY = Duration.ofSeconds(10);

    /// How many looks in a row may find that no storage keeps up.
    private static final int PATIENCE = 5;

    private static final Duration AGAIN = Duration.ofMinutes(10);

    private final WalSource source;
    private final StreamOrder order;
    private Instant looked;
    private long retained = -1;
    private Instant warned = Instant.EPOCH;
    private int growing;

    SlotWatch(WalSource source, StreamOrder order) {
        this.source = source;
        this.order = order;
        this.looked = order.clock().instant();
    }

    /// The slot, when it has to be given up.
    Optional<Slot> look(Tail.State state) {
        Instant now = order.clock().instant();
        if (now.isBefore(looked.plus(EVERY))) {
            return Optional.empty();
        }
        Optional<Slot> slot = source.slot();
        long before = retained;
        long kept = slot.map(Slot::retainedBytes).orElse(-1L);
        growing = state.full() && kept > before ? growing + 1 : 0;
        slot.filter(_ -> growing > 0).ifPresent(each -> warn(each, now));
        retained = kept;
        looked = now;
        return slot.filter(each -> each.retainedBytes() > limit(each) && growing > PATIENCE);
    }

    private long limit(Slot slot) {
        return Math.min(order.slotLimitBytes(), slot.limitBytes().orElse(Long.MAX_VALUE));
    }

    private void warn(Slot slot, Instant now) {
        long limit = limit(slot);
        if (slot.retainedBytes() < limit / 4 || now.isBefore(warned.plus(AGAIN))) {
            return;
        }
        warned = now;
        order.progress()
                .note(
                        "'%s' keeps %d MB of WAL that no storage takes; at %d MB the stream is given up%s"
                                .formatted(
                                        order.label(),
                                        slot.retainedBytes() >> 20,
                                        limit >> 20,
                                        timeLeft(slot, now, limit)));
    }

    private String timeLeft(Slot slot, Instant now, long limit) {
        long grown = slot.retainedBytes() - retained;
        if (retained < 0 || grown <= 0) {
            return "";
        }
        long millis = Math.max(1, Duration.between(looked, now).toMillis());
        double perSecond = grown * 1000.0 / millis;
        long minutes = Math.round((limit - slot.retainedBytes()) / perSecond / 60);
        return ", which is in about %d minutes".formatted(Math.max(0, minutes));
    }
}
