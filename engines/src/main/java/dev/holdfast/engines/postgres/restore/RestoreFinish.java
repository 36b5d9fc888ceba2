package dev.holdfast.engines.postgres.restore;

import dev.holdfast.core.engine.DataDirectories.Recovery;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.engines.postgres.page.ControlFile;
import dev.holdfast.engines.postgres.runner.ServerUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The last step of a restore: everything that is not a page, and then `pg_control`.
///
/// What is written here, and WAL, is on the disk before `pg_control` appears. The files of the
/// snapshot are the caller's to flush, who knows whether this is a restore or a scratch copy; a
/// server that recovers flushes them too before it begins.
record RestoreFinish(Path directory, Recovery recovery) {

    void run() throws IOException {
        refuseDamagedControlFile();
        for (String leftover : Layout.LEFTOVERS) {
            Durably.delete(directory.resolve(leftover));
        }
        RestoredConfiguration configuration =
                new RestoredConfiguration(directory, recovery.outsideFiles());
        configuration.write();
        RecoverySettings settings = RecoverySettings.of(recovery.settings());
        configuration.appendAutomatic(settings.lines());
        if (settings.targeted()) {
            Durably.write(directory.resolve("recovery.signal"), "");
        }
        writeTablespaces();
        writeHistory();
        Durably.write(directory.resolve("backup_label"), recovery.label());
        complete();
    }

    private void refuseDamagedControlFile() {
        if (ControlFile.parse(recovery.controlFile()).isEmpty()) {
            throw new HoldfastException(
                    ProblemCode.SNAPSHOT_DAMAGED,
                    "the snapshot's global/pg_control is damaged: its checksum does not match",
                    "restore from another storage, or another snapshot: holdfast backup list");
        }
    }

    private void writeTablespaces() throws IOException {
        if (recovery.tablespaces().isEmpty()) {
            return;
        }
        StringBuilder map = new StringBuilder();
        for (Map.Entry<Long, Path> entry : new TreeMap<>(recovery.tablespaces()).entrySet()) {
            Path target = entry.getValue().toAbsolutePath();
            map.append(entry.getKey()).append(' ').append(escaped(target)).append('\n');
            Path link = directory.resolve("pg_tblspc").resolve(Long.toString(entry.getKey()));
            if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
                Files.createSymbolicLink(link, target);
            }
        }
        Durably.write(directory.resolve("tablespace_map"), map.toString());
    }

    /// As `do_pg_backup_start` writes it: line breaks and backslashes get a backslash.
    private static String escaped(Path path) {
        return path.toString().replaceAll("([\\\\\\n\\r])", "\\\\$1");
    }

    private void writeHistory() throws IOException {
        Map<Integer, String> histories = new TreeMap<>(recovery.otherHistories());
        histories.put(recovery.timeline(), recovery.timelineHistory());
        for (Map.Entry<Integer, String> history : histories.entrySet()) {
            if (!history.getValue().isEmpty()) {
                String name = String.format(Locale.ROOT, "%08X.history", history.getKey());
                Durably.write(directory.resolve("pg_wal").resolve(name), history.getValue());
            }
        }
    }

    private void complete() throws IOException {
        Optional<ServerUser> owner = RestoredOwner.of(directory);
        Path wal = directory.resolve("pg_wal").toRealPath();
        Set<Path> roots = new LinkedHashSet<>(recovery.tablespaces().values());
        roots.addAll(List.of(directory, wal));
        for (Path root : roots) {
            RestoredTree.close(root, owner);
        }
        syncFiles(wal);
        for (Path root : roots) {
            Durably.syncName(root);
        }
        Durably.write(
                directory.resolve(Layout.CONTROL_FILE),
                recovery.controlFile(),
                file -> {
                    if (owner.isPresent()) {
                        owner.get().ownOnly(file);
                    }
                });
        RestoreMark.clear(directory);
    }

    private static void syncFiles(Path wal) throws IOException {
        try (Stream<Path> files = Files.list(wal)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Durably.sync(file);
            }
        }
        Durably.sync(wal);
    }
}
