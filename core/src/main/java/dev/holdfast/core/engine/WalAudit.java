package dev.holdfast.core.engine;

import java.util.List;

/// Reads the write-ahead log of one snapshot record by record, as it is handed over: contiguously,
/// from the segment that holds the start. One thread.
public interface WalAudit extends PhysicalSource.WalSink {

    /// What was found; ask after the last byte.
    Result result();

    /// Which stretch must be whole.
    ///
    /// @param start where a record begins
    /// @param stop where one ends
    record Extent(
            String systemIdentifier, int timeline, Lsn start, Lsn stop, long walSegmentBytes) {}

    /// @param records whole, with the right checksum, each linked to the one before it
    /// @param reached the end of the last of them
    /// @param damages empty when they lead from the start to the stop without a hole
    record Result(long records, Lsn reached, List<String> damages) {
        public Result {
            damages = List.copyOf(damages);
        }
    }
}
