package dev.holdfast.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.journal.Journal;
import dev.holdfast.core.journal.JournalEntry;
import dev.holdfast.core.journal.JournalFilter;
import dev.holdfast.core.journal.JournalHead;
import dev.holdfast.core.journal.Verification;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqliteJournalTest {
    @TempDir Path directory;

    @Test
    void keepsWhatWasAppendedAcrossReopening() {
        JournalEntry first;
        JournalEntry second;
        try (SqliteState state = SqliteState.open(directory)) {
            first = state.journal().append(Samples.entry("backup run", "shop@production"));
            second = state.journal().append(Samples.entry("backup prove", "shop@production"));
        }
        try (SqliteState state = SqliteState.open(directory)) {
            assertThat(state.journal().entries(JournalFilter.everything(), 10))
                    .containsExactly(second, first);
            assertThat(state.journal().head()).contains(new JournalHead(2, second.hash()));
        }
    }

    @Test
    void isIntactWhenEmpty() {
        try (SqliteState state = SqliteState.open(directory)) {
            assertThat(state.journal().verify())
                    .isEqualTo(new Verification.Intact(0, Optional.empty()));
            assertThat(state.journal().head()).isEmpty();
        }
    }

    @Test
    void filtersByTheFirstWordsOfTheKind() {
        try (SqliteState state = SqliteState.open(directory)) {
            Journal journal = state.journal();
            journal.append(Samples.entry("backup run", "shop@production"));
            journal.append(Samples.entry("backup prove", "crm@production"));
            journal.append(Samples.entry("backups", "shop@production"));
            assertThat(kinds(journal, filter("backup", null)))
                    .containsExactly("backup prove", "backup run");
            assertThat(kinds(journal, filter(null, "shop@production")))
                    .containsExactly("backups", "backup run");
            assertThat(kinds(journal, filter("backup run", "crm@production"))).isEmpty();
        }
    }

    /// The example of docs/reference/journal.md: others verify journals with it.
    @Test
    void hashesAsDocumented() {
        try (SqliteState state = SqliteState.open(directory)) {
            assertThat(
                            state.journal()
                                    .append(Samples.entry("backup run", "shop@production"))
                                    .hash())
                    .isEqualTo(DOCUMENTED_HASH);
        }
    }

    private static final String DOCUMENTED_HASH =
            "8a169a4ce1e00d54dd63e6474b631b94f1b2f4b0e330436cc36d4a2b7cf5a335";

    @Test
    void forbidsChangesAndRemovals() throws SQLException {
        appendThree();
        assertThatThrownBy(() -> tamper("update journal set outcome = 'failed' where seq = 2"))
                .hasMessageContaining("append-only");
        assertThatThrownBy(() -> tamper("delete from journal")).hasMessageContaining("append-only");
        assertThat(verify()).isInstanceOf(Verification.Intact.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    update journal set details = '{}' where seq = 2           | 2
                    update journal set time = time + 1 where seq = 1          | 1
                    update journal set operation = null where seq = 3         | 3
                    update journal set hash = 'abc' where seq = 2             | 2
                    update journal set previous_hash = hash where seq = 3     | 3
                    delete from journal where seq = 1                         | 1
                    delete from journal where seq = 2                         | 2
                    delete from journal where seq = 3                         | 3
                    delete from journal                                       | 1
                    """)
    void findsTheFirstBrokenEntry(String tampering, long seq) throws SQLException {
        appendThree();
        tamper("drop trigger journal_no_update");
        tamper("drop trigger journal_no_delete");
        tamper(tampering);
        assertThat(verify())
                .isInstanceOfSatisfying(
                        Verification.Broken.class, it -> assertThat(it.seq()).isEqualTo(seq));
    }

    private void appendThree() {
        try (SqliteState state = SqliteState.open(directory)) {
            for (String kind : new String[] {"backup run", "backup prove", "vault check"}) {
                state.journal().append(Samples.entry(kind, "shop@production"));
            }
        }
    }

    private Verification verify() {
        try (SqliteState state = SqliteState.open(directory)) {
            return state.journal().verify();
        }
    }

    private void tamper(String sql) throws SQLException {
        String url = "jdbc:sqlite:" + directory.resolve("state.db");
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private static JournalFilter filter(@Nullable String kind, @Nullable String subject) {
        return new JournalFilter(
                Optional.ofNullable(kind),
                Optional.ofNullable(subject),
                Optional.empty(),
                Optional.empty());
    }

    private static List<String> kinds(Journal journal, JournalFilter filter) {
        return journal.entries(filter, 10).stream().map(JournalEntry::kind).toList();
    }
}
