package dev.holdfast.engines.postgres.compare;

import dev.holdfast.core.engine.LiveComparison.Judgement;
import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.engine.SourceFile;
import dev.holdfast.core.operation.Progress;
import dev.holdfast.engines.postgres.compare.LiveHeaders.Piece;
import dev.holdfast.engines.postgres.page.RelationFile;
import dev.holdfast.engines.postgres.page.RelationFile.Fork;
import dev.holdfast.engines.postgres.source.Listing;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Compares the LSN of every page. Left out: free-space and visibility maps, which are not logged
/// as other pages are; unlogged and temporary relations; relations that are newer than the
/// snapshot.
final class PageAudit {

    private final LiveSide live;
    private final LiveHeaders headers;
    private final ScratchSide scratch;
    private final KnownRelations known;
    private final PageTally tally;
    private final int pageBytes;
    private final List<String> damages = new ArrayList<>();
    private long wrongPages;

    PageAudit(LiveSide live, ScratchSide scratch, KnownRelations known, Lsn stop) {
        this.live = live;
        this.pageBytes = live.facts().pageBytes();
        this.headers = new LiveHeaders(live.session(), pageBytes);
        this.scratch = scratch;
        this.known = known;
        this.tally = new PageTally(stop, scratch.recoveredTo());
    }

    Judgement run(Progress progress) throws InterruptedException {
        List<Piece> pieces =
                Listing.of(live.session(), live.facts()).files().stream()
                        .filter(this::isJudged)
                        .map(file -> new Piece(file.path(), 0, file.sizeBytes() / pageBytes - 1))
                        .toList();
        progress.expect(pieces.stream().mapToLong(Piece::pages).sum(), Progress.Unit.ITEMS);
        for (List<Piece> batch : batches(pieces)) {
            judge(batch);
            progress.done().add(batch.stream().mapToLong(Piece::pages).sum());
        }
        return judgement();
    }

    private boolean isJudged(SourceFile file) {
        return file.kind() == SourceFile.Kind.PAGED
                && file.sizeBytes() >= pageBytes
                && RelationFile.parse(file.path())
                        .filter(relation -> relation.fork() == Fork.MAIN)
                        .filter(known::hold)
                        .isPresent();
    }

    private static List<List<Piece>> batches(List<Piece> pieces) {
        List<List<Piece>> batches = new ArrayList<>();
        long pages = LiveHeaders.PAGES;
        for (Piece piece : pieces) {
            pages += piece.pages();
            if (pages > LiveHeaders.PAGES || batches.getLast().size() == LiveHeaders.PIECES) {
                batches.add(new ArrayList<>());
                pages = piece.pages();
            }
            batches.getLast().add(piece);
        }
        return batches;
    }

    private void judge(List<Piece> batch) throws InterruptedException {
        Map<Integer, BitSet> suspects = new TreeMap<>();
        try (Side copy = new Side(batch)) {
            headers.read(
                    batch,
                    (piece, page, header) -> {
                        if (tally.judge(header, copy.header(piece, page)).isPresent()) {
                            suspects.computeIfAbsent(piece, _ -> new BitSet()).set((int) page);
                        }
                    });
        }
        for (Map.Entry<Integer, BitSet> entry : suspects.entrySet()) {
            lookAgain(batch.get(entry.getKey()), entry.getValue());
        }
    }

    /// A header can be read while it is written: what differs counts when it still does.
    private void lookAgain(Piece piece, BitSet pages) throws InterruptedException {
        Wrong wrong = new Wrong();
        int[] each = pages.stream().toArray();
        for (int from = 0; from < each.length; from += LiveHeaders.PIECES) {
            List<Piece> again = new ArrayList<>();
            for (int i = from; i < Math.min(each.length, from + LiveHeaders.PIECES); i++) {
                again.add(new Piece(piece.path(), each[i], each[i]));
            }
            try (Side copy = new Side(again)) {
                headers.read(
                        again,
                        (index, page, header) ->
                                tally.judge(header, copy.header(index, page))
                                        .ifPresent(words -> wrong.add(page, words)));
            }
        }
        wrong.tell(piece.path());
    }

    /// The wrong pages of one file.
    private final class Wrong {
        private long count;
        private long first;
        private String words = "";

        void add(long page, String what) {
            if (count++ == 0) {
                first = page;
                words = what;
            }
        }

        void tell(String path) {
            wrongPages += count;
            if (count > 0) {
                String name = RelationFile.parse(path).map(known::name).orElse("");
                damages.add(
                        "%s page %,d%s: %s%s"
                                .formatted(
                                        path,
                                        first,
                                        name.isEmpty() ? "" : " (" + name + ")",
                                        words,
                                        count > 1 ? ", and %,d more".formatted(count - 1) : ""));
            }
        }
    }

    /// The copy's files of one batch, of which one is open at a time.
    private final class Side implements AutoCloseable {
        private final List<Piece> batch;
        private String open = "";
        private Optional<PageFile> file = Optional.empty();

        Side(List<Piece> batch) {
            this.batch = batch;
        }

        Optional<byte[]> header(int piece, long page) {
            String path = batch.get(piece).path();
            if (!path.equals(open)) {
                close();
                open = path;
                file = PageFile.open(scratch.data().resolve(path), pageBytes);
            }
            return file.flatMap(found -> found.header(page));
        }

        @Override
        public void close() {
            file.ifPresent(PageFile::close);
        }
    }

    private Judgement judgement() {
        long all = tally.equal() + tally.newer() + tally.touched() + wrongPages;
        String figure = "%,d of %,d pages have the live server's LSN".formatted(tally.equal(), all);
        if (tally.newer() > 0) {
            figure += "; %,d changed since".formatted(tally.newer());
        }
        return new Judgement(tally.equal(), all, figure, damages);
    }
}
