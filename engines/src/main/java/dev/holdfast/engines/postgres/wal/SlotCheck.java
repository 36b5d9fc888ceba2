package dev.holdfast.engines.postgres.wal;

import dev.holdfast.core.engine.WalSource.Slot;
import dev.holdfast.core.problem.Finding;
import dev.holdfast.core.problem.Finding.Severity;
import dev.holdfast.engines.postgres.connect.Session;
import java.util.List;

/// What the slots of streams hold back on a server: a slot that nobody empties fills its disk.
public final class SlotCheck {
    private static final long MUCH = 1L << 30;

    private SlotCheck() {}

    public static List<Finding> findings(Session session) {
        return StreamSlot.all(session).stream().map(slot -> finding(session, slot)).toList();
    }

    private static Finding finding(Session session, Slot slot) {
        boolean unlimited = slot.limitBytes().isEmpty();
        String limit =
                unlimited
                        ? "max_slot_wal_keep_size sets no limit"
                        : "max_slot_wal_keep_size is %d MB"
                                .formatted(slot.limitBytes().getAsLong() >> 20);
        String message =
                "slot %s keeps %d MB of WAL; %s"
                        .formatted(slot.name(), slot.retainedBytes() >> 20, limit);
        boolean warn = slot.retainedBytes() > MUCH;
        return new Finding(
                warn ? Severity.WARNING : Severity.NOTE,
                "wal-retained",
                session.label(),
                message,
                remedy(warn, unlimited, session.label()));
    }

    private static String remedy(boolean warn, boolean unlimited, String label) {
        if (warn) {
            return "stream it: holdfast wal stream %s; or give it up: holdfast detach %s"
                    .formatted(label, label);
        }
        return unlimited
                ? "so that it can never fill the disk while nothing streams: ALTER SYSTEM SET"
                        + " max_slot_wal_keep_size = '50GB'; SELECT pg_reload_conf();"
                : "nothing to do";
    }
}
