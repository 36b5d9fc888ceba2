package dev.holdfast.engines.postgres.source;

import dev.holdfast.engines.postgres.connect.Session;

/// Which restore a server's data directory came from. PostgreSQL keeps the label that it recovered
/// from as `backup_label.old`, whatever tool wrote it; each restore writes it anew.
///
/// A restore without a recovery target stays on its timeline, so that the WAL of the time before
/// and after it has the same numbers. Nothing else tells the two apart.
public final class ServerOrigin {

    private static final String MODIFIED =
            "SELECT coalesce(extract(epoch FROM modification)::bigint::text, '')"
                    + " FROM pg_stat_file('backup_label.old', true)";

    private ServerOrigin() {}

    /// Empty where there is no such file.
    public static String of(Session session) {
        return session.one("looking for a restore", MODIFIED, row -> row.getString(1));
    }
}
