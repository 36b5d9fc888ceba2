package dev.holdfast.engines.postgres.compare;

import dev.holdfast.core.engine.RunningServer.VisibilityAudit;
import dev.holdfast.engines.postgres.page.PageHeader;
import dev.holdfast.engines.postgres.page.RelationFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Compares visibility maps (`access/visibilitymapdefs.h`: two bits a page) with the pages that
/// they speak of. A map that says "all visible" of a page that does not say so itself makes
/// index-only scans return rows that were deleted.
public final class VisibilityMaps {

    private static final int MAP_HEADER_BYTES = 24;
    private static final int PAGES_PER_BYTE = 4;
    private static final int ALL_VISIBLE = 0x01;
    private static final int EITHER = 0x03;
    private static final String SUFFIX = "_vm";

    private final Path data;
    private final int pageBytes;
    private final long segmentPages;
    private final List<String> damages = new ArrayList<>();
    private long pages;

    public VisibilityMaps(Path data, int pageBytes, long segmentBytes) {
        this.data = data;
        this.pageBytes = pageBytes;
        this.segmentPages = segmentBytes / pageBytes;
    }

    public VisibilityAudit audit() throws InterruptedException {
        try (Stream<Path> files = Files.walk(data, FileVisitOption.FOLLOW_LINKS)) {
            for (Path map : (Iterable<Path>) files.filter(VisibilityMaps::isMap)::iterator) {
                audit(map);
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new VisibilityAudit(pages, damages);
    }

    /// A map's second segment would speak of a relation of 4 TiB and more; it is not read.
    private static boolean isMap(Path path) {
        return path.getFileName().toString().endsWith(SUFFIX);
    }

    private void audit(Path map) {
        String name = map.getFileName().toString();
        Path heap = map.resolveSibling(name.substring(0, name.length() - SUFFIX.length()));
        if (RelationFile.parse(data.relativize(map).toString()).isEmpty()) {
            return;
        }
        try (Heap relation = new Heap(heap);
                PageFile file = PageFile.open(map, pageBytes).orElseThrow()) {
            byte[] page = new byte[pageBytes];
            for (long number = 0; file.read(number, page); number++) {
                audit(relation, number, page);
            }
            relation.tell();
        }
    }

    private void audit(Heap relation, long number, byte[] map) {
        long first = number * (pageBytes - MAP_HEADER_BYTES) * PAGES_PER_BYTE;
        for (int at = MAP_HEADER_BYTES; at < pageBytes; at++) {
            for (int bits = map[at] & 0xFF, i = 0; bits != 0; bits >>= 2, i++) {
                if ((bits & EITHER) != 0) {
                    long page = first + (long) (at - MAP_HEADER_BYTES) * PAGES_PER_BYTE + i;
                    relation.check(page, (bits & ALL_VISIBLE) != 0);
                }
            }
        }
    }

    private final class Heap implements AutoCloseable {
        private final Path base;
        private long segment = -1;
        private Optional<PageFile> file = Optional.empty();
        private long wrong;
        private long firstWrong;

        Heap(Path base) {
            this.base = base;
        }

        /// @param visible whether the map says so; a page that is only frozen contradicts itself
        void check(long page, boolean visible) {
            open(page / segmentPages);
            Optional<byte[]> header = file.flatMap(f -> f.header(page % segmentPages));
            if (header.isEmpty()) {
                return; // bits beyond the end of a relation mean nothing
            }
            pages++;
            if (!visible || !PageHeader.isAllVisible(header.get(), 0)) {
                firstWrong = wrong++ == 0 ? page : firstWrong;
            }
        }

        private void open(long wanted) {
            if (wanted != segment) {
                close();
                segment = wanted;
                Path path =
                        wanted == 0 ? base : base.resolveSibling(base.getFileName() + "." + wanted);
                file = PageFile.open(path, pageBytes);
            }
        }

        void tell() {
            if (wrong > 0) {
                damages.add(
                        "%s page %,d is all visible by its map only%s"
                                .formatted(
                                        data.relativize(base),
                                        firstWrong,
                                        wrong > 1 ? ", and %,d more".formatted(wrong - 1) : ""));
            }
        }

        @Override
        public void close() {
            file.ifPresent(PageFile::close);
        }
    }
}
