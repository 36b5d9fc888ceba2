package dev.holdfast.engines.postgres.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.engines.postgres.runner.EmbeddedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PagesTest {

    private static final int PAGE = 8192;
    private static final long SEGMENT = 1L << 30;

    @TempDir private Path directory;

    @Test
    void agreesWithTheServerOnEveryPage() throws Exception {
        agreesWithTheServerOnEveryPage(18);
    }

    @Tag("full")
    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17})
    void agreesWithTheServerOnEveryPage(int majorVersion) throws Exception {
        try (EmbeddedServer server = EmbeddedServer.start(majorVersion, directory, Map.of())) {
            server.execute(
                    "postgres",
                    "CREATE TABLE t AS SELECT n, repeat(md5(n::text), 9) AS x"
                            + " FROM generate_series(1, 20000) n",
                    "CREATE INDEX ON t (x)",
                    "VACUUM t");
            String identifier =
                    server.query("postgres", "SELECT system_identifier FROM pg_control_system()");
            server.stop();
            assertThat(control(server))
                    .hasValueSatisfying(file -> {
                        assertThat(Long.toUnsignedString(file.systemIdentifier()))
                                .isEqualTo(identifier);
                        assertThat(file.state()).isEqualTo(ControlFile.State.SHUT_DOWN);
                        assertThat(file.timeline()).isEqualTo(1);
                    });
            assertThat(pages(server.dataDirectory())).isGreaterThan(2000);
        }
    }

    private static Optional<ControlFile> control(EmbeddedServer server) throws IOException {
        return ControlFile.parse(
                Files.readAllBytes(server.dataDirectory().resolve("global/pg_control")));
    }

    private static int pages(Path data) throws IOException {
        int count = 0;
        for (Path file : files(data)) {
            Optional<RelationFile> relation = RelationFile.parse(data.relativize(file).toString());
            if (relation.isPresent()) {
                count += validPages(file, relation.get());
            }
        }
        return count;
    }

    private static int validPages(Path file, RelationFile relation) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        for (int page = 0; page < bytes.length / PAGE; page++) {
            long block = relation.block(page, SEGMENT, PAGE);
            int at = page * PAGE;
            assertThat(PageHeader.isValid(bytes, at, PAGE, block, true))
                    .as("page %d of %s", page, file)
                    .isTrue();
            if (!PageHeader.isNew(bytes, at)) {
                assertThat(PageHeader.isValid(bytes, at, PAGE, block + 1, true)).isFalse();
                bytes[at + 5000] ^= 1;
                assertThat(PageHeader.isValid(bytes, at, PAGE, block, true)).isFalse();
                assertThat(PageHeader.isValid(bytes, at, PAGE, block, false)).isTrue();
            }
        }
        return bytes.length / PAGE;
    }

    private static List<Path> files(Path data) throws IOException {
        try (Stream<Path> paths = Files.walk(data)) {
            return paths.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void takesZerosForAPageAndNothingElseWithoutAHeader() {
        byte[] page = new byte[PAGE];
        assertThat(PageHeader.isValid(page, 0, PAGE, 7, true)).isTrue();
        page[PAGE - 1] = 1;
        assertThat(PageHeader.isValid(page, 0, PAGE, 7, true)).isFalse();
    }

    @Test
    void readsAPathAsTheServerWritesIt() {
        assertThat(RelationFile.parse("base/5/16384_vm.2"))
                .contains(new RelationFile(1663, 5, 16384, RelationFile.Fork.VISIBILITY_MAP, 2));
        assertThat(RelationFile.parse("global/1262"))
                .contains(new RelationFile(1664, 0, 1262, RelationFile.Fork.MAIN, 0));
        assertThat(RelationFile.parse("pg_tblspc/16400/PG_18_202506291/5/16401"))
                .contains(new RelationFile(16400, 5, 16401, RelationFile.Fork.MAIN, 0));
        assertThat(RelationFile.parse("base/5/t3_16384")).isEmpty();
        assertThat(RelationFile.parse("base/5/pg_filenode.map")).isEmpty();
    }

    @Test
    void doesNotTakeATornControlFile() throws Exception {
        try (EmbeddedServer server = EmbeddedServer.start(17, directory, Map.of())) {
            byte[] content =
                    Files.readAllBytes(server.dataDirectory().resolve("global/pg_control"));
            for (int at = 0; at < 280; at++) {
                content[at] ^= 1;
                assertThat(ControlFile.parse(content)).as("byte %d", at).isEmpty();
                content[at] ^= 1;
            }
            assertThat(ControlFile.parse(content)).isPresent();
        }
    }
}
