package dev.holdfast.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteDataSource;

/// Brings the schema of the state up to date. The only class that loads Flyway, which costs a
/// second: call it only when the schema is behind.
final class SchemaUpgrade {
    private SchemaUpgrade() {}

    /// Flyway has no lock of its own on SQLite, and the change to WAL mode does not wait: so only
    /// one process at a time comes here.
    static synchronized void run(Path directory, Path file, StateForm form, SQLiteConfig settings) {
        try (FileChannel channel =
                FileChannel.open(
                        directory.resolve("upgrade.lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE)) {
            channel.lock(); // until the channel closes
            settings.setJournalMode(JournalMode.WAL);
            SQLiteDataSource source = new SQLiteDataSource(settings);
            source.setUrl("jdbc:sqlite:" + file);
            Flyway.configure()
                    .dataSource(source)
                    .locations("classpath:dev/holdfast/journal/" + form.location())
                    .table("schema_history")
                    .loggers("slf4j")
                    .load()
                    .migrate();
        } catch (IOException | FlywayException e) {
            throw StateProblem.unusable(file, "its schema cannot be made", e);
        }
    }
}
