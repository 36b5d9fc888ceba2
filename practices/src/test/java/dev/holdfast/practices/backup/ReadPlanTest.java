package dev.holdfast.practices.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.holdfast.core.engine.Changes.FileChange;
import dev.holdfast.core.engine.Changes.PageRun;
import dev.holdfast.core.engine.FileReader.Range;
import dev.holdfast.core.engine.SourceFile;
import dev.holdfast.core.engine.SourceFile.Kind;
import dev.holdfast.practices.backup.ReadPlan.FormerFile;
import dev.holdfast.practices.backup.ReadTask.Piece;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReadPlanTest {
    private static final int PAGE = 8192;

    @Test
    void cutsALargeFileIntoChunksThatWorkersShare() {
        SourceFile segment = paged("base/5/16384", 100 << 20);

        ReadPlan plan = ReadPlan.whole(List.of(segment));

        assertThat(plan.tasks()).hasSize(4);
        assertThat(plan.sizeBytes()).isEqualTo(100 << 20);
        assertThat(plan.tasks().getLast().ranges())
                .containsExactly(new Range(segment, 96L << 20, 4L << 20));
    }

    @Test
    void readsSmallFilesOfADirectoryTogetherAndKeepsDirectoriesApart() {
        ReadPlan plan =
                ReadPlan.whole(
                        List.of(
                                paged("base/1/100", PAGE),
                                paged("base/5/100", PAGE),
                                paged("base/1/101", PAGE)));

        assertThat(plan.tasks()).hasSize(1);
        assertThat(plan.tasks().getFirst().pieces())
                .extracting(piece -> piece.range().file().path(), Piece::startsFrame)
                .containsExactly(
                        tuple("base/1/100", true),
                        tuple("base/1/101", false),
                        tuple("base/5/100", true));
    }

    @Test
    void startsANewFrameBeforeSmallFilesWouldOverflowOne() {
        List<SourceFile> files =
                IntStream.range(100, 110).mapToObj(i -> paged("base/1/" + i, 4 * PAGE)).toList();

        List<Piece> pieces = ReadPlan.whole(files).tasks().getFirst().pieces();

        assertThat(pieces.stream().map(Piece::startsFrame))
                .containsExactly(true, false, false, false, true, false, false, false, true, false);
    }

    @Test
    void readsNothingOfAnUnchangedFileAndOnlyTheRunsOfAChangedOne() {
        SourceFile same = paged("base/1/100", 4 * PAGE);
        SourceFile changed = paged("base/1/101", 40 * PAGE);

        ReadPlan plan =
                changed(
                        List.of(same, changed),
                        Map.of(
                                "base/1/100", List.of(),
                                "base/1/101", List.of(new PageRun(3, 2), new PageRun(39, 1))));

        assertThat(plan.unchanged()).containsExactly(same);
        assertThat(plan.partly()).containsExactly(changed);
        assertThat(plan.tasks()).hasSize(1);
        assertThat(plan.tasks().getFirst().ranges())
                .containsExactly(
                        new Range(changed, 3L * PAGE, 2L * PAGE),
                        new Range(changed, 39L * PAGE, PAGE));
    }

    @Test
    void readsNothingOfATruncatedFileButDoesNotTakeItForUnchanged() {
        SourceFile file = paged("base/1/100", 2 * PAGE);

        ReadPlan plan =
                ReadPlan.changed(
                        List.of(file),
                        _ -> Optional.of(new FormerFile(4 * PAGE, Kind.PAGED, false)),
                        (_, _) -> new FileChange.Pages(List.of()),
                        PAGE);

        assertThat(plan.partly()).containsExactly(file);
        assertThat(plan.tasks()).isEmpty();
    }

    @Test
    void readsAFragmentedFileWholeToBringItsPagesTogether() {
        SourceFile file = paged("base/1/100", 4 * PAGE);

        ReadPlan plan =
                ReadPlan.changed(
                        List.of(file),
                        _ -> Optional.of(new FormerFile(4 * PAGE, Kind.PAGED, true)),
                        (_, _) -> new FileChange.Pages(List.of()),
                        PAGE);

        assertThat(plan.whole()).containsExactly(file);
    }

    @Test
    void readsFilesWithoutPagesWholeEveryTime() {
        SourceFile plain = new SourceFile("pg_xact/0000", 8192, Kind.PLAIN);

        ReadPlan plan = changed(List.of(plain), Map.of("pg_xact/0000", List.of()));

        assertThat(plan.whole()).containsExactly(plain);
    }

    @Test
    void sharesManyScatteredPagesOutInBoundedTasks() {
        SourceFile file = paged("base/1/100", 1 << 30);
        List<PageRun> runs =
                IntStream.range(0, 5000).mapToObj(i -> new PageRun(i * 20, 1)).toList();

        ReadPlan plan = changed(List.of(file), Map.of("base/1/100", runs));

        assertThat(plan.sizeBytes()).isEqualTo(5000L * PAGE);
        assertThat(plan.tasks())
                .allSatisfy(task -> {
                    assertThat(task.pieces()).hasSizeLessThanOrEqualTo(2000);
                    assertThat(task.sizeBytes()).isLessThanOrEqualTo(8L << 20);
                });
    }

    private static ReadPlan changed(List<SourceFile> files, Map<String, List<PageRun>> runs) {
        return ReadPlan.changed(
                files,
                path ->
                        files.stream()
                                .filter(file -> file.path().equals(path))
                                .map(ReadPlanTest::former)
                                .findFirst(),
                (file, _) -> new FileChange.Pages(runs.getOrDefault(file.path(), List.of())),
                PAGE);
    }

    private static FormerFile former(SourceFile file) {
        return new FormerFile(file.sizeBytes(), file.kind(), false);
    }

    private static SourceFile paged(String path, long sizeBytes) {
        return new SourceFile(path, sizeBytes, Kind.PAGED);
    }
}
