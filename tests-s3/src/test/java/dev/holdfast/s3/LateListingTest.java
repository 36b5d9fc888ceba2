package dev.holdfast.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.engines.postgres.runner.EmbeddedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The bucket lists late. Nothing that is needed is deleted for that, and the worst that is said is
/// that something is not there yet.
final class LateListingTest {
    private static final List<String> EXPIRE =
            List.of("backup", "expire", "--yes", "--yes-i-mean", "shop@production");

    @TempDir Path directory;

    @Test
    void whatIsListedLateIsNeitherLostNorDamaged() throws Exception {
        Path objects = Files.createDirectory(directory.resolve("bucket"));
        LateListing late = new LateListing(new FilesystemNio2BlobStore(objects.toString()));
        Path home = Files.createDirectory(directory.resolve("machine")).toRealPath();
        Path data = Files.createDirectory(home.resolve("server"));
        try (Bucket bucket = Bucket.start(objects, late);
                EmbeddedServer server =
                        EmbeddedServer.start(18, data, Map.of("summarize_wal", "on"))) {
            Machine machine = machine(server, home, bucket);
            machine.run(List.of("vault", "init"), 0);
            backUp(machine);
            late.hideNew(_ -> true);
            server.execute("shop", "update orders set token = 'changed' where i % 100 = 0");
            backUp(machine);
            nothingIsWrong(machine);
            nothingIsDeletedMeanwhile(machine, home);

            late.hideOnly(key -> key.contains("/packs/") || key.contains("/lists/"));
            machine.run(List.of("vault", "check"), 0);
            backUp(machine);

            late.showAll();
            machine.run(EXPIRE, 0);
            machine.run(List.of("vault", "check", "--depth", "everything"), 0);
            assertThat(machine.json(List.of("backup", "list")).get("behind")).isEmpty();
        }
    }

    private static Machine machine(EmbeddedServer server, Path home, Bucket bucket)
            throws Exception {
        server.execute("postgres", "create database shop");
        EverythingElseIsGoneTest.grant(server);
        server.execute(
                "shop",
                "create table orders as select i, md5(i::text) as token"
                        + " from generate_series(1, 20000) i");
        String yaml =
                EverythingElseIsGoneTest.yaml(server.port(), home.resolve("vault.key"), bucket)
                        .replace("to: [onsite, cloud]", "to: [onsite, cloud], keep: {last: 1}");
        Files.writeString(home.resolve("holdfast.yaml"), yaml);
        return new Machine(home, EverythingElseIsGoneTest.KEYS);
    }

    private static void backUp(Machine machine) throws Exception {
        JsonNode result = machine.json(List.of("backup", "run", "shop"));
        assertThat(result.get("storages").findValuesAsString("state"))
                .containsExactly("stored", "stored");
    }

    private static void nothingIsWrong(Machine machine) throws Exception {
        machine.run(List.of("vault", "check"), 0);
        machine.run(List.of("vault", "sync"), 0);
        JsonNode healed = machine.json(List.of("vault", "heal"));
        assertThat(healed.get("storages").findValuesAsString("state"))
                .containsExactly("well", "well");
    }

    /// Everything is old enough to be collected.
    private void nothingIsDeletedMeanwhile(Machine machine, Path home) throws Exception {
        for (Path storage : List.of(home.resolve("onsite"), directory.resolve("bucket"))) {
            for (Path file : contents(storage)) {
                FileTime before = Files.getLastModifiedTime(file);
                Files.setLastModifiedTime(
                        file, FileTime.from(before.toInstant().minus(Duration.ofHours(25))));
            }
        }
        List<Path> before = contents(directory.resolve("bucket"));
        assertThat(machine.run(EXPIRE, 1)).contains("lacks 1 snapshots");
        assertThat(contents(directory.resolve("bucket"))).containsAll(before);
    }

    private static List<Path> contents(Path storage) throws IOException {
        try (Stream<Path> paths = Files.walk(storage)) {
            return paths.filter(Files::isRegularFile)
                    .filter(path -> !path.toString().contains("/.tmp/"))
                    .toList();
        }
    }
}
