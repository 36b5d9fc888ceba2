package dev.holdfast.engines.postgres.source;

import dev.holdfast.core.engine.PhysicalSource;
import dev.holdfast.core.engine.PhysicalSource.Start;
import dev.holdfast.core.engine.ServerFacts;
import dev.holdfast.core.engine.SnapshotSettings;
import dev.holdfast.core.engine.SourceTree;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.engines.postgres.catalog.FactsReader;
import dev.holdfast.engines.postgres.catalog.ServerFiles;
import dev.holdfast.engines.postgres.catalog.SnapshotNeeds;
import dev.holdfast.engines.postgres.connect.Connector;
import dev.holdfast.engines.postgres.connect.HostPort;
import dev.holdfast.engines.postgres.connect.Session;
import dev.holdfast.engines.postgres.wal.WalStream;
import java.time.InstantSource;
import java.util.Locale;

/// Begins a snapshot. The order matters: the slot first, so that no WAL from the start on can be
/// removed; then the start; then the list of files, which must be younger than the start.
public record SnapshotStarter(Connector connector, HostPort host, InstantSource clock) {

    public PhysicalSource begin(SnapshotSettings settings) throws InterruptedException {
        Session control = connector.at(host, Connector.Kind.PATIENT);
        boolean begun = false;
        try {
            ServerFacts facts = new FactsReader(connector, control).readBasics();
            refuseOldVersions(facts);
            ServerIdentity identity = ServerIdentity.of(control);
            WalStream wal = WalStream.open(connector, host, clock);
            try {
                identity.verify(wal.session());
                Server server = new Server(connector, host, facts, identity);
                PhysicalSource source = begin(settings, control, wal, server);
                begun = true;
                return source;
            } finally {
                if (!begun) {
                    wal.close();
                }
            }
        } finally {
            if (!begun) {
                control.close();
            }
        }
    }

    /// What a snapshot knows of its server.
    record Server(Connector connector, HostPort host, ServerFacts facts, ServerIdentity identity) {

        /// Another connection to the same server process.
        Session open(Connector.Kind kind) {
            return identity.verify(connector.at(host, kind));
        }
    }

    private PhysicalSource begin(
            SnapshotSettings settings, Session control, WalStream wal, Server server)
            throws InterruptedException {
        ServerFacts facts = server.facts();
        BackupSession.Started started =
                BackupSession.start(
                        control,
                        new SnapshotNeeds(facts.majorVersion()),
                        settings.label(),
                        settings.fastCheckpoint());
        // asked in any case: a standby before version 15 does not stream without it
        WalStream.Identity streaming = wal.identify();
        int timeline = facts.standby() ? timelineOfRestartPoint(control) : streaming.timeline();
        DirectAccess access = access(settings, control, facts);
        Start start =
                new Start(
                        started.lsn(),
                        timeline,
                        facts.standby(),
                        reading(settings, access),
                        ServerOrigin.of(control));
        return new PostgresSource(
                server,
                started.backup(),
                wal,
                new PostgresSource.Begun(
                        start, list(control, facts), history(control, timeline), access));
    }

    /// On a standby a backup starts at the last restart point.
    private static int timelineOfRestartPoint(Session control) {
        return control.one(
                "reading the timeline",
                "SELECT timeline_id FROM pg_control_checkpoint()",
                row -> row.getInt(1));
    }

    private static DirectAccess access(
            SnapshotSettings settings, Session control, ServerFacts facts) {
        return settings.directRead()
                ? DirectAccess.look(control, facts)
                : new DirectAccess.Impossible("not asked for");
    }

    private static String reading(SnapshotSettings settings, DirectAccess access) {
        return switch (access) {
            case DirectAccess.Possible possible -> "from the data directory";
            case DirectAccess.Impossible(String reason) ->
                    settings.directRead() ? "over SQL (" + reason + ")" : "over SQL";
        };
    }

    private static HeldFiles list(Session control, ServerFacts facts) {
        SourceTree listed = Listing.of(control, facts);
        return HeldFiles.hold(listed, new ServerFiles(control));
    }

    private static String history(Session control, int timeline) {
        if (timeline == 1) {
            return "";
        }
        String file = String.format(Locale.ROOT, "pg_wal/%08X.history", timeline);
        return new ServerFiles(control)
                .text(file)
                .orElseThrow(() ->
                        new HoldfastException(
                                ProblemCode.SERVER_UNSUITABLE,
                                control.label()
                                        + ": the server has no history file of its timeline,"
                                        + " "
                                        + file,
                                "copy it back from the WAL archive into the server's"
                                        + " pg_wal directory"));
    }

    private void refuseOldVersions(ServerFacts facts) {
        if (facts.majorVersion() < SnapshotNeeds.OLDEST_VERSION) {
            throw new HoldfastException(
                    ProblemCode.SERVER_UNSUITABLE,
                    connector.label()
                            + " runs PostgreSQL "
                            + facts.version()
                            + ", which is not supported",
                    "upgrade it to a version from " + SnapshotNeeds.OLDEST_VERSION + " on");
        }
    }
}
