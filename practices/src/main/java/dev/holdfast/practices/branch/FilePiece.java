package dev.holdfast.practices.branch;

import dev.holdfast.vault.StoredFile;
import java.util.ArrayList;
import java.util.List;

/// A part of a file that one worker writes in one go: large files are shared out among workers.
record FilePiece(OpenFile target, long offset, long length) {
    /// As snapshots cut files: so a piece lies in a single pack, mostly.
    private static final long PIECE_BYTES = 32L << 20;

    static List<FilePiece> of(Destination destination, List<StoredFile> files) {
        List<FilePiece> pieces = new ArrayList<>();
        for (StoredFile file : files) {
            long size = file.sizeBytes();
            int count = (int) Math.max(1, (size + PIECE_BYTES - 1) / PIECE_BYTES);
            OpenFile target = new OpenFile(destination, file, count);
            for (int i = 0; i < count; i++) {
                long offset = i * PIECE_BYTES;
                pieces.add(new FilePiece(target, offset, Math.min(PIECE_BYTES, size - offset)));
            }
        }
        return pieces;
    }

    StoredFile file() {
        return target.file();
    }
}
