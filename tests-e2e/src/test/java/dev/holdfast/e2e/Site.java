package dev.holdfast.e2e;

import dev.holdfast.core.engine.Engine;
import dev.holdfast.core.engine.Server;
import dev.holdfast.core.engine.ServerAddress;
import dev.holdfast.engines.postgres.runner.EmbeddedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// One server, the role that may take its backups, a `holdfast.yaml` with two storages, and a vault
/// in both. Closing stops the server.
public final class Site implements AutoCloseable {

    static final String ROLE = "holdfast_backup";
    static final String DATABASE = "shop";

    private final Path directory;
    private final EmbeddedServer server;
    private final int restoredPort;
    private final Commands commands;

    private Site(Path directory, EmbeddedServer server, int restoredPort) {
        this.directory = directory;
        this.server = server;
        this.restoredPort = restoredPort;
        this.commands = new Commands(directory);
    }

    /// A site without a vault yet.
    static Site bare(int majorVersion, Path directory) throws Exception {
        return bare(majorVersion, directory, Map.of());
    }

    static Site bare(int majorVersion, Path directory, Map<String, String> settings)
            throws Exception {
        Map<String, String> all = new HashMap<>(settings);
        if (majorVersion >= 17) {
            all.putIfAbsent("summarize_wal", "on");
        }
        int restoredPort = FreePort.number();
        all.put("port", Integer.toString(restoredPort));
        Path real = directory.toRealPath();
        EmbeddedServer server =
                EmbeddedServer.start(
                        majorVersion, Files.createDirectories(real.resolve("server")), all);
        server.execute("postgres", "create database " + DATABASE);
        Site site = new Site(real, server, restoredPort);
        site.grant();
        site.configure(server.port());
        return site;
    }

    static Site with(int majorVersion, Path directory, Map<String, String> settings)
            throws Exception {
        Site site = bare(majorVersion, directory, settings);
        site.holdfast("vault", "init").exits(0);
        return site;
    }

    public static Site with(int majorVersion, Path directory) throws Exception {
        return with(majorVersion, directory, Map.of());
    }

    private void grant() throws SQLException {
        server.execute(
                DATABASE,
                "create role " + ROLE + " login replication password 'secret of the role'");
        ServerAddress address =
                new ServerAddress(
                        DATABASE, server.url(DATABASE), Optional.empty(), Optional.empty());
        Engine engine = Engines.postgres();
        try (Server reached = engine.connect(address)) {
            server.execute(DATABASE, reached.snapshotGrants(ROLE).toArray(String[]::new));
        }
    }

    /// Writes `holdfast.yaml` for a server at `port`.
    void configure(int port) throws IOException {
        configure(yaml(port));
    }

    public void configure(String yaml) throws IOException {
        Files.writeString(directory.resolve("holdfast.yaml"), yaml);
    }

    /// As from another machine: over SQL, although the server's files could be read here.
    public static String yaml(int port) {
        return """
        estate: e2e
        vault:
          key: "${file:vault.key}"
        scratch: {directory: scratch}
        environments:
          - {name: production, protected: true}
        storages:
          - {name: onsite, type: file, path: storages/onsite}
          - {name: cloud, type: file, path: storages/cloud}
        databases:
          - name: shop
            in:
              production:
                url: postgresql://postgres@127.0.0.1:%d/shop
                backup:
                  user: holdfast_backup
                  read: sql
                  to: [onsite, cloud]
        """
                .formatted(port);
    }

    public EmbeddedServer server() {
        return server;
    }

    /// Where a restored copy of the server listens when it is started plainly: its own
    /// configuration says so, and only the command line gives the original another port.
    int restoredPort() {
        return restoredPort;
    }

    Path directory() {
        return directory;
    }

    Path storage(String name) {
        return directory.resolve("storages").resolve(name);
    }

    List<Path> storages() {
        return List.of(storage("onsite"), storage("cloud"));
    }

    public Outcome holdfast(String... words) throws IOException, InterruptedException {
        return commands.run(words);
    }

    public Commands.Running start(String... words) throws IOException {
        return commands.start(words);
    }

    /// The id of the snapshot that it took.
    String backup() throws IOException, InterruptedException {
        return holdfast("backup", "run", DATABASE, "--json")
                .exits(0)
                .json()
                .get("snapshot")
                .asString();
    }

    static void delete(Path root) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @Override
    public void close() {
        commands.stop();
        server.close();
    }
}
