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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The last step of a restore: everything that is not a page, then durability, then `pg_control`.
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
        if (!recovery.timelineHistory().isEmpty()) {
            String name = String.format(Locale.ROOT, "%08X.history", recovery.timeline());
            Durably.write(directory.resolve("pg_wal").resolve(name), recovery.timelineHistory());
        }
    }

    private void complete() throws IOException {
        Optional<ServerUser> owner = RestoredOwner.of(directory);
        List<Path> roots = new ArrayList<>(List.of(directory));
        roots.add(directory.resolve("pg_wal").toRealPath());
        roots.addAll(recovery.tablespaces().values());
        for (Path root : roots) {
            RestoredTree.seal(root, owner);
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
}
