package dev.holdfast.vault;

import dev.holdfast.core.engine.SourceFile;
import dev.holdfast.vault.pipeline.Extents;
import dev.holdfast.vault.pipeline.StoredObject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One file while it is being written, by one or several lanes: where its bytes went so far. It is
/// complete when its end was told and no lane holds a piece of it back in an unfinished frame.
final class FileWork {
    /// How the file relates to the former snapshot.
    enum Relation {
        WHOLE,
        PARTLY,
        GONE
    }

    /// What was told at the end.
    record End(Relation relation, long finalSizeBytes) {}

    private final SourceFile file;
    private final Optional<StoredFile> former;
    private Extents extents = new Extents();
    private boolean storedAnew;
    private int pendingPieces;
    private @Nullable End end;

    FileWork(SourceFile file, Optional<StoredFile> former) {
        this.file = file;
        this.former = former;
    }

    SourceFile file() {
        return file;
    }

    Optional<StoredFile> former() {
        return former;
    }

    /// A lane has begun to hold bytes of this file back.
    synchronized void pieceBegun() {
        requireOpen();
        pendingPieces++;
    }

    synchronized void zeros(long offset, long length) {
        requireOpen();
        extents.append(offset, length, Extents.ZEROS, 0, 0);
    }

    /// Where the bytes of a piece went; true when that makes the file complete.
    synchronized boolean placed(Place place) {
        pendingPieces--;
        storedAnew |= !place.found();
        if (!isGone()) {
            extents.append(
                    place.offset(), place.length(), place.pack(), place.frame(), place.position());
        }
        return isComplete();
    }

    /// @param found whether the frame was there already
    record Place(
            long offset, int length, StoredObject pack, int frame, int position, boolean found) {}

    /// True when that makes the file complete.
    synchronized boolean end(End told) {
        if (end != null) {
            throw new IllegalStateException(file.path() + " was ended twice");
        }
        end = told;
        if (isGone()) {
            extents = new Extents();
        }
        return isComplete();
    }

    synchronized Optional<End> end() {
        return Optional.ofNullable(end);
    }

    synchronized boolean isGone() {
        return end != null && end.relation() == Relation.GONE;
    }

    synchronized boolean isStoredAnew() {
        return storedAnew;
    }

    /// What was appended, in order.
    synchronized Extents appended() {
        return extents.sorted();
    }

    private boolean isComplete() {
        return end != null && !isGone() && pendingPieces == 0;
    }

    private void requireOpen() {
        if (end != null && !isGone()) {
            throw new IllegalStateException(file.path() + " was ended before all was appended");
        }
    }
}
