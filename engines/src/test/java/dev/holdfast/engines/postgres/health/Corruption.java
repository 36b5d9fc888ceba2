package dev.holdfast.engines.postgres.health;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.engines.postgres.runner.EmbeddedServer;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.sql.SQLException;

/// Damages a page on disk, as a failing disk would, and lets the server read it.
record Corruption(EmbeddedServer server) {
    private static final int IN_THE_FIRST_PAGE = 4000;

    void ofTable(String database, String table)
            throws SQLException, IOException, InterruptedException {
        server.execute(
                database,
                "CREATE TABLE "
                        + table
                        + " AS SELECT repeat('x', 100) FROM generate_series(1, 100)");
        Path file =
                server.dataDirectory()
                        .resolve(
                                server.query(
                                        database, "SELECT pg_relation_filepath('" + table + "')"));
        server.restart();
        try (RandomAccessFile page = new RandomAccessFile(file.toFile(), "rw")) {
            page.seek(IN_THE_FIRST_PAGE);
            page.write(new byte[] {1, 2, 3, 4, 5});
        }
        assertThatThrownBy(() -> server.query(database, "SELECT count(*) FROM " + table))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("invalid page");
        server.execute(database, "DROP TABLE " + table);
    }
}
