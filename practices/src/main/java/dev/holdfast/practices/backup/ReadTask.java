package dev.holdfast.practices.backup;

import dev.holdfast.core.engine.FileReader.Range;
import java.util.List;

/// What one worker reads from the server in one go: few enough round trips to be quick, small
/// enough to share the work out evenly.
record ReadTask(List<Piece> pieces) {
    ReadTask {
        pieces = List.copyOf(pieces);
    }

    List<Range> ranges() {
        return pieces.stream().map(Piece::range).toList();
    }

    long sizeBytes() {
        return pieces.stream().mapToLong(piece -> piece.range().lengthBytes()).sum();
    }

    /// @param startsFrame a new frame of the vault begins with it, so that the same files make the
    ///   same frames in every snapshot and are found again
    record Piece(Range range, boolean startsFrame) {}
}
