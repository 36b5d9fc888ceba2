package dev.holdfast.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.journal.JournalEntry;
import dev.holdfast.core.journal.Verification;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnusableStateTest {
    @TempDir Path directory;

    @Test
    void makesTheDirectoryForThisUserAlone() throws IOException {
        Path made = directory.resolve("a/.holdfast");
        SqliteState.open(made).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                .isEqualTo("rwx------");
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(made.resolve("state.db"))))
                .isEqualTo("rw-------");
    }

    @Test
    void saysThatTheDirectoryCannotBeMade() {
        assertUnusable(
                () -> SqliteState.open(Path.of("/proc/holdfast")), "cannot be made", "--state DIR");
    }

    @Test
    void saysThatSomethingElseHasItsName() throws IOException {
        Path file = Files.createFile(directory.resolve("occupied"));
        assertUnusable(() -> SqliteState.open(file), "is unusable", "--state DIR");
        Files.createDirectories(directory.resolve("odd/state.db"));
        assertUnusable(() -> SqliteState.open(directory.resolve("odd")), "unusable", "--state DIR");
    }

    @Test
    void saysThatItIsDamaged() throws IOException {
        Files.writeString(directory.resolve("state.db"), "no database at all".repeat(100));
        assertUnusable(() -> SqliteState.open(directory), "it is damaged", "mv ");
    }

    @Test
    void saysThatANewerHoldfastWroteIt() throws SQLException {
        SqliteState.open(directory).close();
        execute("pragma user_version = 99");
        assertUnusable(() -> SqliteState.open(directory), "newer Holdfast", "--state DIR");
    }

    @Test
    void refusesAnEntryThatDoesNotFitAndStaysIntact() {
        try (StateFile file = StateFile.open(directory, StateForm.STATE)) {
            SqliteJournal journal = new SqliteJournal(file);
            JournalEntry first = journal.append(Samples.entry("backup run", "shop"));
            fill(file);
            assertUnusable(
                    () -> {
                        for (int i = 0; i < 10_000; i++) {
                            journal.append(Samples.entry("backup run", "shop"));
                        }
                    },
                    "its file system is full",
                    "df -h");
            assertThat(journal.verify())
                    .isInstanceOfSatisfying(
                            Verification.Intact.class,
                            it -> assertThat(it.entries()).isGreaterThanOrEqualTo(first.seq()));
        }
    }

    /// SQLite's own limit stands for a full disk: the same code comes back.
    private static void fill(StateFile file) {
        file.read(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute("pragma max_page_count = 1");
            }
        });
    }

    private void execute(String sql) throws SQLException {
        String url = "jdbc:sqlite:" + directory.resolve("state.db");
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void assertUnusable(ThrowingCallable open, String message, String hint) {
        assertThatThrownBy(open)
                .isInstanceOfSatisfying(
                        HoldfastException.class,
                        e -> {
                            assertThat(e.is(ProblemCode.STATE_UNUSABLE)).isTrue();
                            assertThat(e.problem().message()).contains(message);
                            assertThat(e.problem().hint()).contains(hint);
                        });
    }
}
