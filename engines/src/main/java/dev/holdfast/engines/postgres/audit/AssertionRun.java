package dev.holdfast.engines.postgres.audit;

import dev.holdfast.core.engine.RunningServer.Assertion;
import dev.holdfast.core.engine.RunningServer.AssertionResult;
import dev.holdfast.core.operation.Workers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Runs the user's assertions, each in a session of its own. One that cannot be run has failed, and
/// its actual value is what the server said.
public record AssertionRun(Sessions sessions) {

    private static final Duration LIMIT = Duration.ofMinutes(15);

    public List<AssertionResult> run(List<Assertion> assertions) throws InterruptedException {
        Map<Assertion, AssertionResult> results = new ConcurrentHashMap<>();
        Workers.runOnVirtualThreads("assertions", 1, assertions, () -> new Worker(results));
        return assertions.stream()
                .map(each -> results.getOrDefault(each, new AssertionResult(each, false, "")))
                .toList();
    }

    private final class Worker implements Workers.Worker<Assertion> {
        private final Map<Assertion, AssertionResult> results;

        Worker(Map<Assertion, AssertionResult> results) {
            this.results = results;
        }

        @Override
        public void work(Assertion assertion) throws InterruptedException {
            results.put(assertion, result(assertion));
        }

        @Override
        public void close() {}
    }

    private AssertionResult result(Assertion assertion) throws InterruptedException {
        try (Connection connection = sessions.open(assertion.database());
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout((int) LIMIT.toSeconds());
            statement.setMaxRows(1);
            try (ResultSet rows = statement.executeQuery(assertion.sql())) {
                String actual = rows.next() ? shown(rows) : "no row";
                return new AssertionResult(assertion, actual.equals(assertion.expect()), actual);
            }
        } catch (SQLException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedException();
            }
            return new AssertionResult(assertion, false, "error: " + Complaint.of(e).words());
        }
    }

    private static String shown(ResultSet rows) throws SQLException {
        String value = rows.getString(1);
        return value == null ? "null" : value;
    }
}
