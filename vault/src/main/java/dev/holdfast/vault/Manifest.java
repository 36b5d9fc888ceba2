package dev.holdfast.vault;

import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.engine.PhysicalSource;
import dev.holdfast.core.engine.ServerFacts;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What one snapshot says about itself. A draft, made by [#draft], lacks what the vault adds when
/// it is committed: the id, and what was stored.
///
/// @param id `yyyyMMdd-HHmmss-xxxx`, from the finish time (UTC) and four random hexadecimal digits
/// @param label the deployment it was taken of, such as `shop@production`
/// @param reason how the changes were known, or why everything was read
/// @param directories all directories of the data directory, empty ones too
/// @param damagedPages pages whose checksum did not match on the server itself
/// @param tool the version of Holdfast that took it
public record Manifest(
        String id,
        String label,
        String estate,
        Instant started,
        Instant finished,
        Mode mode,
        String reason,
        String engine,
        ServerFacts facts,
        PhysicalSource.Start start,
        PhysicalSource.Stop stop,
        Optional<String> former,
        int workers,
        List<String> directories,
        List<DamagedPage> damagedPages,
        Amounts amounts,
        WalRange wal,
        String tool) {
    public Manifest {
        directories = List.copyOf(directories);
        damagedPages = List.copyOf(damagedPages);
    }

    public enum Mode {
        FULL,
        INCREMENTAL
    }

    /// @param page counted in pages from the start of the file
    public record DamagedPage(String file, int page) {}

    /// @param databaseBytes the size of all files
    /// @param readBytes read from the server
    /// @param storedBytes added to a vault, compressed and encrypted
    /// @param walBytes plain bytes of WAL kept with the snapshot
    public record Amounts(long databaseBytes, long readBytes, long storedBytes, long walBytes) {}

    /// The WAL that is kept with the snapshot: `from` at or before its start, `to` at or after its
    /// stop.
    public record WalRange(int timeline, Lsn from, Lsn to) {
        static final WalRange NONE = new WalRange(0, Lsn.ZERO, Lsn.ZERO);
    }

    /// What the one who takes a snapshot knows when committing it.
    public record Draft(
            String label,
            String estate,
            Instant started,
            Instant finished,
            Mode mode,
            String reason,
            ServerFacts facts,
            PhysicalSource.Start start,
            PhysicalSource.Stop stop,
            Optional<String> former,
            int workers,
            List<String> directories,
            List<DamagedPage> damagedPages,
            long readBytes,
            String tool) {

        Manifest manifest(String id, Amounts amounts, WalRange wal) {
            return new Manifest(
                    id,
                    label,
                    estate,
                    started,
                    finished,
                    mode,
                    reason,
                    "postgresql",
                    facts,
                    start,
                    stop,
                    former,
                    workers,
                    directories,
                    damagedPages,
                    amounts,
                    wal,
                    tool);
        }
    }

    public boolean isDamaged() {
        return !damagedPages.isEmpty();
    }
}
