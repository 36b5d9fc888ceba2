package dev.holdfast.engines.postgres.changes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.engine.Changes;
import dev.holdfast.core.engine.Changes.FileChange;
import dev.holdfast.core.engine.Changes.PageRun;
import dev.holdfast.core.engine.FileReader;
import dev.holdfast.core.engine.FileReader.Range;
import dev.holdfast.core.engine.PhysicalSource;
import dev.holdfast.core.engine.PhysicalSource.Former;
import dev.holdfast.core.engine.Server;
import dev.holdfast.core.engine.ServerAddress;
import dev.holdfast.core.engine.SnapshotSettings;
import dev.holdfast.core.engine.SourceFile;
import dev.holdfast.core.engine.SourceFile.Kind;
import dev.holdfast.engines.postgres.PostgresServer;
import dev.holdfast.engines.postgres.runner.EmbeddedServer;
import java.io.ByteArrayOutputStream;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// A snapshot of a whole server in memory, to compare what changed with what is said to have
/// changed.
record Taken(Former former, Map<String, byte[]> content) {
    private static final int PAGE = 8192;

    static Server connect(EmbeddedServer live) {
        return PostgresServer.connect(
                new ServerAddress(
                        "shop@production",
                        live.url("postgres"),
                        Optional.empty(),
                        Optional.empty()),
                InstantSource.system());
    }

    static Taken take(Server server, EmbeddedServer live) throws Exception {
        try (PhysicalSource source = server.beginSnapshot(new SnapshotSettings("a", true, false))) {
            Map<String, byte[]> content = read(source);
            live.execute("postgres", "UPDATE pg_description SET description = description");
            PhysicalSource.Stop stop = source.stop();
            return new Taken(
                    new Former(
                            server.facts().systemIdentifier(),
                            source.start().origin(),
                            source.start().timeline(),
                            source.start().lsn(),
                            stop.lsn(),
                            source.files().files()),
                    content);
        }
    }

    static Map<String, byte[]> read(PhysicalSource source) throws Exception {
        List<Range> ranges =
                source.files().files().stream()
                        .map(file -> new Range(file, 0, file.sizeBytes()))
                        .toList();
        Map<String, ByteArrayOutputStream> parts = new HashMap<>();
        ranges.forEach(range -> parts.put(range.file().path(), new ByteArrayOutputStream()));
        try (FileReader reader = source.openReader()) {
            reader.read(
                    ranges,
                    new FileReader.Sink() {
                        @Override
                        public void bytes(int index, byte[] buffer, int offset, int length) {
                            Objects.requireNonNull(parts.get(ranges.get(index).file().path()))
                                    .write(buffer, offset, length);
                        }

                        @Override
                        public void gone(int index) {
                            parts.remove(ranges.get(index).file().path());
                        }

                        @Override
                        public void damagedPage(int index, int page) {
                            throw new AssertionError(ranges.get(index) + " page " + page);
                        }
                    });
        }
        Map<String, byte[]> content = new HashMap<>();
        parts.forEach((path, bytes) -> content.put(path, bytes.toByteArray()));
        return content;
    }

    /// @return how many pages need not be read
    static int compare(
            SourceFile file,
            Changes.Known known,
            Map<String, byte[]> former,
            Map<String, byte[]> now) {
        byte[] before = former.get(file.path());
        byte[] after = now.get(file.path());
        if (before == null || after == null || file.kind() != Kind.PAGED) {
            return 0;
        }
        FileChange change = known.files().of(file, before.length);
        if (!(change instanceof FileChange.Pages(List<PageRun> runs))) {
            return 0;
        }
        BitSet named = new BitSet();
        runs.forEach(run -> named.set(run.first(), run.first() + run.count()));
        int pages = (int) (file.sizeBytes() / PAGE);
        for (int page = named.nextClearBit(0); page < pages; page = named.nextClearBit(page + 1)) {
            int at = page * PAGE;
            assertThat(Arrays.equals(before, at, at + PAGE, after, at, at + PAGE))
                    .as("%s page %d is as it was", file.path(), page)
                    .isTrue();
        }
        return pages - named.cardinality();
    }

    static List<PageRun> changed(
            String path, Changes.Known known, PhysicalSource source, Taken former) {
        SourceFile file =
                source.files().files().stream()
                        .filter(candidate -> candidate.path().equals(path))
                        .findFirst()
                        .orElseThrow();
        return ((FileChange.Pages)
                        known.files()
                                .of(file, former.content().getOrDefault(path, new byte[0]).length))
                .runs();
    }
}
