package dev.holdfast.engines.postgres.compare;

import dev.holdfast.core.engine.LiveComparison.Stand;
import dev.holdfast.core.engine.ServerFacts;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.engines.postgres.catalog.FactsReader;
import dev.holdfast.engines.postgres.catalog.ServerFiles;
import dev.holdfast.engines.postgres.changes.TimelinePath;
import dev.holdfast.engines.postgres.connect.Connector;
import dev.holdfast.engines.postgres.connect.Session;
import dev.holdfast.engines.postgres.source.ServerOrigin;
import java.util.Locale;

/// The live server, reached as backups reach it.
///
/// @param session for files and questions
record LiveSide(Connector connector, Session session, ServerFacts facts) implements AutoCloseable {

    static LiveSide reach(Stand stand) {
        Connector connector = new Connector(stand.live());
        Session session = connector.open();
        try {
            ServerFacts facts = new FactsReader(connector, session).readBasics();
            LiveSide live = new LiveSide(connector, session, facts);
            live.requireSameHistory(stand);
            return live;
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /// A session in another database of the same server.
    Session open(String database) {
        return connector.at(session.host(), Connector.Kind.READER, database);
    }

    /// A server that was set back has other pages at the same LSNs.
    private void requireSameHistory(Stand stand) {
        if (!facts.systemIdentifier().equals(stand.systemIdentifier())) {
            throw changed("it is another server than the one that the snapshot was taken from");
        }
        int timeline = timeline();
        if (timeline == stand.timeline() && !ServerOrigin.of(session).equals(stand.origin())) {
            throw changed(
                    "it was restored, or is another copy of the server that the snapshot was taken"
                            + " from, since then");
        }
        if (!TimelinePath.of(timeline, history(timeline)).holds(stand.timeline(), stand.stop())) {
            throw changed(
                    "it is on timeline %d, which left the snapshot's timeline %d before %s"
                            .formatted(timeline, stand.timeline(), stand.stop()));
        }
    }

    private int timeline() {
        return session.one(
                "reading the timeline",
                "SELECT timeline_id FROM pg_control_checkpoint()",
                row -> row.getInt(1));
    }

    private String history(int timeline) {
        return timeline == 1
                ? ""
                : new ServerFiles(session)
                        .text(String.format(Locale.ROOT, "pg_wal/%08X.history", timeline))
                        .orElse("");
    }

    private HoldfastException changed(String how) {
        return new HoldfastException(
                ProblemCode.SERVER_CHANGED,
                session.label() + " cannot be compared with the snapshot: " + how,
                "prove a newer snapshot: holdfast backup run " + session.label());
    }

    @Override
    public void close() {
        session.close();
    }
}
