package dev.holdfast.engines.postgres.changes;

import dev.holdfast.core.engine.Changes;
import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.engine.PhysicalSource.Former;
import dev.holdfast.core.engine.PhysicalSource.Start;
import dev.holdfast.core.engine.ServerFacts;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.engines.postgres.catalog.SnapshotNeeds;
import dev.holdfast.engines.postgres.connect.Session;
import dev.holdfast.engines.postgres.wal.StreamedSlots;
import dev.holdfast.engines.postgres.wal.TimeMessage;
import java.util.Optional;

/// Finds what changed between the start of a former snapshot and the start of this one. Where the
/// server cannot tell, but followed the former snapshot's timeline, its log does.
///
/// @param timelineHistory of the timeline on which this snapshot starts
public record ChangeFinder(
        Session session, ServerFacts facts, Start start, String timelineHistory) {

    public Changes since(Former former) throws InterruptedException {
        if (!former.systemIdentifier().equals(facts.systemIdentifier())) {
            return unknown("the former snapshot is of another server", "");
        }
        if (!former.origin().equals(start.origin())) {
            return unknown(
                    "the server was restored, or is another copy, since the former snapshot", "");
        }
        if (start.lsn().isBefore(former.stop())) {
            return unknown(
                    "the server is behind the former snapshot: it starts at "
                            + start.lsn()
                            + ", and that one reached "
                            + former.stop(),
                    start.fromStandby() ? "CHECKPOINT; on the primary, then run it again" : "");
        }
        Optional<TimelinePath> path =
                TimelinePath.of(start.timeline(), timelineHistory)
                        .between(former.timeline(), former.start(), former.stop(), start.lsn());
        if (path.isEmpty()) {
            return unknown(
                    "the server did not follow the former snapshot's timeline "
                            + former.timeline()
                            + " up to "
                            + former.stop(),
                    "");
        }
        return switch (fromSummaries(path.get())) {
            case Changes.Unknown(String reason, String remedy) -> {
                TimeMessage.write(session); // so that a stream need not wait for a commit
                yield new Changes.InLog(
                        reason, remedy, path.get().legs(), StreamedSlots.isFollowed(session));
            }
            case Changes changes -> changes;
        };
    }

    private Changes fromSummaries(TimelinePath path) throws InterruptedException {
        if (facts.majorVersion() < SnapshotNeeds.FIRST_WITH_SUMMARIES) {
            return unknown(
                    "PostgreSQL " + facts.majorVersion() + " does not summarize its WAL", "");
        }
        if (!isSummarizing()) {
            return unknown(
                    "summarize_wal is off",
                    "ALTER SYSTEM SET summarize_wal = on; SELECT pg_reload_conf();");
        }
        try {
            return read(new WalSummaries(session), path);
        } catch (HoldfastException e) {
            if (e.is(ProblemCode.OPERATION_CANCELLED) || e.is(ProblemCode.SERVER_LOST)) {
                throw e;
            }
            // such as a summary that was removed while it was read: everything is read then
            return unknown(e.problem().message(), e.problem().hint());
        }
    }

    private Changes read(WalSummaries summaries, TimelinePath path) throws InterruptedException {
        Optional<Lsn> behind = summaries.await(start.lsn());
        if (behind.isPresent()) {
            return unknown(
                    "the server's WAL summarizer is behind: it is at "
                            + behind.get()
                            + ", and the snapshot starts at "
                            + start.lsn(),
                    "see the server's log for messages of the WAL summarizer");
        }
        BlockTable table = new BlockTable();
        for (TimelinePath.Span span : path.spans()) {
            Optional<Lsn> hole = summaries.hole(span);
            if (hole.isPresent()) {
                return unknown(
                        "the server has no WAL summary from "
                                + hole.get()
                                + " on timeline "
                                + span.timeline(),
                        "take snapshots more often than wal_summary_keep_time, or raise it: ALTER"
                                + " SYSTEM SET wal_summary_keep_time = '10d'; SELECT"
                                + " pg_reload_conf();");
            }
            summaries.read(span, table);
        }
        return new Changes.Known(
                "WAL summaries", new FileRules(table, facts.pageBytes(), facts.segmentBytes()));
    }

    private boolean isSummarizing() {
        return session.one(
                "reading summarize_wal",
                "SELECT current_setting('summarize_wal')::bool",
                row -> row.getBoolean(1));
    }

    private static Changes unknown(String reason, String remedy) {
        return new Changes.Unknown(reason, remedy);
    }
}
