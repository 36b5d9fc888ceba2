package dev.holdfast.core.engine;

import dev.holdfast.core.operation.Progress;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A scratch server: isolated, local, with a random password. Closing stops it; its directory
/// stays.
public interface RunningServer extends AutoCloseable {

    /// A connection string for `database`, without the password.
    String url(String database);

    String password();

    /// Of the binaries, as the server prints it.
    String version();

    /// From the start of the process until it accepted connections.
    Duration recoveryTime();

    /// Where recovery ended.
    Lsn recoveredTo();

    /// Whether its process lives.
    boolean isRunning();

    /// What this scratch environment lacks, such as an extension's library or a collation's
    /// version: findings about this machine, not about the backup.
    List<String> lacking();

    /// Whether visibility maps agree with their pages. Reads the files as recovery left them: ask
    /// before anything else.
    VisibilityAudit visibilityMaps(ServerFacts facts) throws InterruptedException;

    /// Reaches the server that the snapshot was taken from; the caller closes the result before
    /// this server. `SERVER_UNREACHABLE`, `SERVER_LOGIN_FAILED` when it cannot be reached, and
    /// `SERVER_CHANGED` when it is not, or no longer, the one that the snapshot was taken from.
    LiveComparison compareWith(LiveComparison.Stand stand);

    /// Reads every table and TOAST value of every database through SQL, and verifies every B-tree
    /// index against its table where the server can.
    Audit audit(Progress progress) throws InterruptedException;

    /// Runs the user's assertions; each passes when its first value is what it says.
    List<AssertionResult> run(List<Assertion> assertions) throws InterruptedException;

    /// For each ordinary table of `database`, by qualified name, a fingerprint of its rows that
    /// does not depend on their order.
    Map<String, String> fingerprints(String database) throws InterruptedException;

    @Override
    void close();

    /// @param damages what could not be read or did not hold, naming the relation
    /// @param lacking what this scratch environment lacks, such as an extension's library
    record Audit(
            int databases,
            int tables,
            long rows,
            int indexes,
            List<String> damages,
            List<String> lacking) {
        public Audit {
            damages = List.copyOf(damages);
            lacking = List.copyOf(lacking);
        }
    }

    /// @param pages that a visibility map speaks of
    /// @param damages where it says more than the page does
    record VisibilityAudit(long pages, List<String> damages) {
        public VisibilityAudit {
            damages = List.copyOf(damages);
        }
    }

    /// @param database where to run it
    /// @param sql a query; its first row's first column is compared
    /// @param expect as text
    record Assertion(String name, String database, String sql, String expect) {}

    record AssertionResult(Assertion assertion, boolean passed, String actual) {}
}
