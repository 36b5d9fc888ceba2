package dev.holdfast.practices.branch.lazy;

import dev.holdfast.branchfs.tree.LazyTree;
import dev.holdfast.branchfs.tree.TreeEntry;
import dev.holdfast.core.engine.DataDirectories;
import dev.holdfast.core.engine.ServerFacts;
import dev.holdfast.vault.LogReading;
import dev.holdfast.vault.LogReading.Stretch;
import dev.holdfast.vault.Manifest;
import dev.holdfast.vault.ScatteredReading;
import dev.holdfast.vault.Snapshot;
import dev.holdfast.vault.StoredFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A snapshot and the log on top of it as a data directory, tablespaces and all. The control file
/// is left out: without it no server starts before the rest was written. Closing ends the reading.
///
/// A tablespace's files lie in a directory of their own within the tree, to which a link leads from
/// the usual place.
public final class SnapshotTree implements LazyTree, AutoCloseable {
    private static final String TABLESPACE_LINKS = "pg_tblspc";
    private static final String TABLESPACES = "holdfast_tablespaces";
    private static final String CONTROL_FILE = "global/pg_control";
    private static final String WAL = "pg_wal";
    private static final int PRIVATE_DIRECTORY = 0700;
    private static final int PRIVATE_FILE = 0600;

    private final List<TreeEntry> entries;
    private final ScatteredReading files;
    private final LogReading log;

    private SnapshotTree(List<TreeEntry> entries, ScatteredReading files, LogReading log) {
        this.entries = List.copyOf(entries);
        this.files = files;
        this.log = log;
    }

    /// @param snapshot whose names were checked: none leads outside
    /// @param replayed what follows the snapshot's own log, from the same copy of the vault
    /// @param directory where the tree will be mounted: links in it are absolute
    public static SnapshotTree of(
            Snapshot snapshot,
            List<Stretch> replayed,
            DataDirectories directories,
            Path directory) {
        Manifest manifest = snapshot.manifest();
        ServerFacts facts = manifest.facts();
        PageProof proof = new PageProof(directories.pageCheck(facts), facts.pageBytes());
        ScatteredReading files = snapshot.openScattered(proof);
        LogReading log = snapshot.openLog();
        Planting planting = new Planting(manifest.finished());
        planting.directory(TABLESPACE_LINKS);
        planting.directory(WAL);
        tablespaces(facts, directory).forEach((oid, place) -> planting.tablespace(oid, place));
        manifest.directories().stream().sorted().forEach(planting::directory);
        for (StoredFile file : snapshot.files()) {
            if (!file.path().equals(CONTROL_FILE)) {
                planting.file(file, new StoredContent(files, file));
            }
        }
        List<Stretch> stretches = new ArrayList<>();
        snapshot.wal().forEach(part -> stretches.add(Stretch.of(part)));
        stretches.addAll(replayed);
        LogSegments segments =
                new LogSegments(directories, facts.walSegmentBytes(), manifest.finished());
        planting.entries.addAll(segments.files(log, stretches));
        return new SnapshotTree(planting.entries, files, log);
    }

    /// Oid to where each tablespace's files are, once the tree is mounted at `directory`.
    public static Map<Long, Path> tablespaces(ServerFacts facts, Path directory) {
        Map<Long, Path> places = new HashMap<>();
        for (ServerFacts.Tablespace each : facts.tablespaces()) {
            places.put(each.oid(), directory.resolve(TABLESPACES).resolve(oid(each.oid())));
        }
        return places;
    }

    private static String oid(long oid) {
        return Long.toUnsignedString(oid);
    }

    @Override
    public List<TreeEntry> entries() {
        return entries;
    }

    @Override
    public void close() {
        files.close();
        log.close();
    }

    /// Collects entries, each path once.
    private static final class Planting {
        private final Instant modified;
        private final List<TreeEntry> entries = new ArrayList<>();
        private final Set<String> directories = new HashSet<>();
        private final Set<String> tablespaces = new HashSet<>();

        Planting(Instant modified) {
            this.modified = modified;
        }

        void tablespace(long oid, Path place) {
            String link = TABLESPACE_LINKS + "/" + oid(oid);
            tablespaces.add(link);
            directory(TABLESPACES + "/" + oid(oid));
            entries.add(new TreeEntry.SymbolicLink(link, place.toString(), modified));
        }

        /// With those above it.
        void directory(String path) {
            String real = real(path);
            int slash = real.lastIndexOf('/');
            if (slash > 0) {
                directory(real.substring(0, slash));
            }
            if (directories.add(real)) {
                entries.add(new TreeEntry.Directory(real, PRIVATE_DIRECTORY, modified));
            }
        }

        void file(StoredFile file, StoredContent content) {
            String real = real(file.path());
            int slash = real.lastIndexOf('/');
            if (slash > 0) {
                directory(real.substring(0, slash));
            }
            entries.add(
                    new TreeEntry.RegularFile(
                            real, PRIVATE_FILE, modified, file.sizeBytes(), content));
        }

        /// Where what the server names by way of a tablespace's link really lies.
        private String real(String path) {
            for (String link : tablespaces) {
                if (path.equals(link) || path.startsWith(link + "/")) {
                    return TABLESPACES + path.substring(TABLESPACE_LINKS.length());
                }
            }
            return path;
        }
    }
}
