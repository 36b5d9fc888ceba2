package dev.holdfast.practices.branch;

import dev.holdfast.core.engine.DataDirectories.Recovery;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.vault.Manifest;
import dev.holdfast.vault.Reader;
import dev.holdfast.vault.Snapshot;
import dev.holdfast.vault.StoredFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What recovery of a snapshot starts from, besides its files.
record RecoveryStart(Manifest manifest, byte[] controlFile, Optional<Replay> replay) {
    static final String CONTROL_FILE = "global/pg_control";

    /// No segment is empty, `.` or `..`.
    private static final Pattern INSIDE =
            Pattern.compile("(?!\\.{1,2}(?:/|$))[^/\\x00]+(?:/(?!\\.{1,2}(?:/|$))[^/\\x00]+)*");

    static RecoveryStart of(Snapshot snapshot, Optional<Replay> replay) throws IOException {
        StoredFile file =
                snapshot.file(CONTROL_FILE)
                        .orElseThrow(() ->
                                new IllegalStateException(
                                        "no " + CONTROL_FILE + " in the snapshot"));
        Collected content = new Collected();
        try (Reader reader = snapshot.openReader()) {
            reader.read(file, content);
        }
        return new RecoveryStart(snapshot.manifest(), content.bytes(), replay);
    }

    /// The names come from the server: one that lies must not reach beyond the directory.
    static void requireInside(Snapshot snapshot) {
        Stream.concat(
                        snapshot.manifest().directories().stream(),
                        snapshot.files().stream().map(StoredFile::path))
                .filter(path -> !INSIDE.matcher(path).matches())
                .findFirst()
                .ifPresent(path -> {
                    throw new HoldfastException(
                            ProblemCode.SNAPSHOT_DAMAGED,
                            "the snapshot names '%s', which lies outside of a data directory"
                                    .formatted(path),
                            "nothing was written; restore another snapshot: holdfast backup list");
                });
    }

    /// What was archived from the old server must not be mixed with what this one would write: no
    /// archiving until somebody turns it on.
    Recovery recovery(Map<Long, Path> tablespaces) {
        int timeline = replay.map(Replay::timeline).orElse(manifest.start().timeline());
        Map<Integer, String> histories = replay.map(Replay::histories).orElse(Map.of());
        List<String> settings = new ArrayList<>(List.of("archive_mode = off"));
        replay.ifPresent(wanted -> settings.addAll(wanted.settings()));
        return new Recovery(
                controlFile,
                manifest.stop().label(),
                tablespaces,
                timeline,
                histories.getOrDefault(timeline, manifest.stop().timelineHistory()),
                manifest.facts().outsideFiles(),
                settings,
                histories);
    }
}
