package dev.holdfast.practices.backup;

import dev.holdfast.core.engine.Changes;
import dev.holdfast.core.engine.PhysicalSource;
import dev.holdfast.core.engine.PhysicalSource.Former;
import dev.holdfast.core.engine.ServerFacts;
import dev.holdfast.core.engine.SourceFile;
import dev.holdfast.practices.backup.ReadPlan.FormerFile;
import dev.holdfast.vault.Manifest;
import dev.holdfast.vault.Snapshot;
import dev.holdfast.vault.StoredFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Whether a snapshot reads everything or only what changed; and why.
///
/// @param remedy what would make the next one incremental; empty where nothing would
record ReadChoice(Manifest.Mode mode, String reason, String remedy, ReadPlan plan) {

    static ReadChoice make(
            PhysicalSource source,
            List<SourceFile> files,
            Base base,
            ServerFacts facts,
            LogChangeFinder log)
            throws InterruptedException {
        return switch (base) {
            case Base.Nothing(String reason) -> full(reason, "", files);
            case Base.Former(Snapshot former) when former.manifest().isDamaged() ->
                    full("the former snapshot has damaged pages", "", files);
            case Base.Former(Snapshot former)
                    when former.manifest().facts().dataChecksums() != facts.dataChecksums() ->
                    full("data checksums were switched, which rewrites pages unlogged", "", files);
            case Base.Former(Snapshot former) ->
                    new Making(files, former, facts, log).from(source.changesSince(former(former)));
        };
    }

    /// What the server does not tell, its log may.
    private record Making(
            List<SourceFile> files, Snapshot former, ServerFacts facts, LogChangeFinder log) {
        ReadChoice from(Changes changes) throws InterruptedException {
            return switch (changes) {
                case Changes.Unknown unknown -> full(unknown.reason(), unknown.remedy(), files);
                case Changes.Known known -> incremental(known, files, former, facts);
                case Changes.InLog inLog -> from(log.find(inLog, former, facts, bytes()));
            };
        }

        private long bytes() {
            return files.stream().mapToLong(SourceFile::sizeBytes).sum();
        }
    }

    private static ReadChoice full(String reason, String remedy, List<SourceFile> files) {
        return new ReadChoice(Manifest.Mode.FULL, reason, remedy, ReadPlan.whole(files));
    }

    private static ReadChoice incremental(
            Changes.Known known, List<SourceFile> files, Snapshot former, ServerFacts facts) {
        Map<String, FormerFile> before = new HashMap<>();
        for (StoredFile file : former.files()) {
            before.put(
                    file.path(),
                    new FormerFile(file.sizeBytes(), file.file().kind(), file.isFragmented()));
        }
        ReadPlan plan =
                ReadPlan.changed(
                        files,
                        path -> Optional.ofNullable(before.get(path)),
                        known.files(),
                        facts.pageBytes());
        String reason = "%s since %s".formatted(known.how(), former.manifest().id());
        return new ReadChoice(Manifest.Mode.INCREMENTAL, reason, "", plan);
    }

    private static Former former(Snapshot former) {
        Manifest manifest = former.manifest();
        return new Former(
                manifest.facts().systemIdentifier(),
                manifest.start().origin(),
                manifest.start().timeline(),
                manifest.start().lsn(),
                manifest.stop().lsn(),
                former.files().stream().map(StoredFile::file).toList());
    }
}
