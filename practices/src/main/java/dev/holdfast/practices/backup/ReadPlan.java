package dev.holdfast.practices.backup;

import dev.holdfast.core.engine.Changes.FileChange;
import dev.holdfast.core.engine.Changes.FileChanges;
import dev.holdfast.core.engine.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What to read of a server for one snapshot, decided before anything is read.
///
/// @param unchanged files whose former pages all still hold
/// @param partly files of which only some pages are read
record ReadPlan(
        List<ReadTask> tasks,
        List<SourceFile> whole,
        List<SourceFile> partly,
        List<SourceFile> unchanged) {

    /// What the former snapshot has under a path.
    ///
    /// @param isFragmented its pages are spread over so many frames that it is read whole once, to
    ///   bring them together again
    record FormerFile(long sizeBytes, SourceFile.Kind kind, boolean isFragmented) {}

    /// Everything is read.
    static ReadPlan whole(List<SourceFile> files) {
        return new ReadPlan(new WholeFileTasks().of(files), files, List.of(), List.of());
    }

    /// Only what may have changed is read.
    static ReadPlan changed(
            List<SourceFile> files,
            Function<String, Optional<FormerFile>> former,
            FileChanges changes,
            int pageBytes) {
        List<SourceFile> whole = new ArrayList<>();
        List<SourceFile> partly = new ArrayList<>();
        List<SourceFile> unchanged = new ArrayList<>();
        ScatteredTasks scattered = new ScatteredTasks(pageBytes);
        for (SourceFile file : files) {
            Optional<FormerFile> before = former.apply(file.path());
            switch (change(file, before, changes)) {
                case FileChange.Whole _ -> whole.add(file);
                case FileChange.Pages pages when pages.runs().isEmpty() && isAsLong(file, before) ->
                        unchanged.add(file);
                case FileChange.Pages pages -> {
                    partly.add(file);
                    scattered.add(file, pages.runs());
                }
            }
        }
        List<ReadTask> tasks = new ArrayList<>(new WholeFileTasks().of(whole));
        tasks.addAll(scattered.tasks());
        return new ReadPlan(tasks, whole, partly, unchanged);
    }

    /// A file that was truncated has no changed page, but it ends earlier.
    private static boolean isAsLong(SourceFile file, Optional<FormerFile> before) {
        return before.filter(former -> former.sizeBytes() == file.sizeBytes()).isPresent();
    }

    private static FileChange change(
            SourceFile file, Optional<FormerFile> former, FileChanges changes) {
        if (file.kind() != SourceFile.Kind.PAGED
                || former.isEmpty()
                || former.get().kind() != SourceFile.Kind.PAGED
                || former.get().isFragmented()) {
            return new FileChange.Whole();
        }
        return changes.of(file, former.get().sizeBytes());
    }

    long sizeBytes() {
        return tasks.stream().mapToLong(ReadTask::sizeBytes).sum();
    }
}
