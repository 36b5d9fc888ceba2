package dev.holdfast.engines.postgres.changes;

import dev.holdfast.core.engine.Changes;
import dev.holdfast.core.engine.LogChanges;
import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.engine.ServerFacts;
import dev.holdfast.core.engine.TimelineHistory.Leg;
import dev.holdfast.core.engine.WalForm;
import dev.holdfast.core.engine.WalReading;
import dev.holdfast.engines.postgres.changes.BlockTable.ForkKey;
import dev.holdfast.engines.postgres.wal.SegmentReading;
import dev.holdfast.engines.postgres.wal.WalRecord;
import org.jspecify.annotations.Nullable;

/// Summarises the log as PostgreSQL 17 does by itself: every block that a record refers to, and the
/// limits that relations were created, truncated or dropped to. What is not understood makes the
/// whole of it unknown.
public final class LogSummary implements LogChanges {
    private static final int FREE_SPACE_MAP = 1;

    private final ServerFacts facts;
    private final BlockTable table = new BlockTable();
    private final BlockReferences references;
    private final SpecialRecords special;
    private @Nullable String unknown;

    public LogSummary(ServerFacts facts) {
        this.facts = facts;
        this.references = new BlockReferences(facts.majorVersion());
        this.special = new SpecialRecords(facts.majorVersion(), table);
    }

    @Override
    public WalReading read(Leg leg, Lsn from) {
        return new SegmentReading(
                WalForm.of(facts),
                leg.timeline(),
                from,
                record -> {
                    if (leg.holds(record.start())) {
                        add(record);
                    }
                });
    }

    private void add(WalRecord record) {
        if (unknown != null) {
            return;
        }
        try {
            special.add(record, references.read(record, this::changed));
        } catch (UnknownRecord e) {
            unknown = e.getMessage();
        } catch (IndexOutOfBoundsException e) {
            unknown = "the WAL record at " + record.start() + " is shorter than its kind is";
        }
        if (table.isFull()) {
            unknown = "more pages changed than are kept track of (%d)".formatted(BlockTable.MOST);
        }
    }

    private void changed(ForkKey fork, long block) {
        if (fork.fork() != FREE_SPACE_MAP) {
            table.changed(fork, block);
        }
    }

    @Override
    public Changes changes() {
        String why = unknown;
        return why == null
                ? new Changes.Known(
                        "the streamed log",
                        new FileRules(table, facts.pageBytes(), facts.segmentBytes()))
                : new Changes.Unknown(why, "");
    }

    /// For whoever compares it with the server's own summaries.
    BlockTable table() {
        return table;
    }
}
