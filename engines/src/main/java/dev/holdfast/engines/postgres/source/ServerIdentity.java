package dev.holdfast.engines.postgres.source;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.engines.postgres.connect.Session;

/// Which server process a session ended up at. All connections of one snapshot must be at the same:
/// behind one host name there can be several servers, and pages of a standby must never be mixed
/// with those of its primary.
record ServerIdentity(String systemIdentifier, String started) {

    private static final String WORK = "identifying the server";

    static ServerIdentity of(Session session) {
        return session.one(
                WORK,
                "SELECT system_identifier, extract(epoch FROM pg_postmaster_start_time())::text"
                        + " FROM pg_control_system()",
                row -> new ServerIdentity(Long.toUnsignedString(row.getLong(1)), row.getString(2)));
    }

    /// `SERVER_CHANGED`, and the session closed, when it is at another server.
    Session verify(Session session) {
        ServerIdentity other = of(session);
        if (equals(other)) {
            return session;
        }
        session.close();
        throw new HoldfastException(
                ProblemCode.SERVER_CHANGED,
                session.label()
                        + " ("
                        + session.host()
                        + ") is another server now, or was restarted, while a snapshot was taken",
                "run the command again; if a load balancer stands at that address, name the server"
                        + " itself in the URL");
    }
}
