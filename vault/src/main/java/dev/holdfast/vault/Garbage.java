package dev.holdfast.vault;

import dev.holdfast.core.storage.ObjectInfo;
import dev.holdfast.core.storage.Storage;
import dev.holdfast.vault.pipeline.FrameCodec;
import dev.holdfast.vault.pipeline.Name;
import dev.holdfast.vault.pipeline.NameSet;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Sorts the objects of one storage: what is needed, what may be deleted now, what is to be
/// condemned. One thread at a time.
final class Garbage {
    /// Of each kind in one run; the next run goes on.
    private static final int MOST = 4 * Condemned.MOST_KEYS;

    /// What else there is under these prefixes is left alone.
    private static final Pattern KNOWN =
            Pattern.compile(
                    "(packs|maps|lists)/[0-9a-f]{2}/[0-9a-f]{32}"
                            + "|remnants/[0-9a-f]{2}/[0-9a-f]{32}-[0-9a-f]{8}"
                            + "|wal/[A-Za-z0-9_-]+/[0-9A-F]{8}/[0-9A-F]{16}-[0-9A-F]{16}-[0-9a-f]{8}"
                            + "|stream/[A-Za-z0-9_-]+/[0-9A-F]{8}/([0-9A-F]{16}-){3}[0-9a-f]{8}"
                            + "|gaps/[A-Za-z0-9_-]+/[0-9a-f]{16}");

    private static final List<String> PREFIXES =
            List.of(
                    ObjectKeys.MAPS,
                    ObjectKeys.LISTS,
                    ObjectKeys.PACKS,
                    ObjectKeys.REMNANTS,
                    ObjectKeys.WAL,
                    ObjectKeys.STREAM,
                    ObjectKeys.GAPS);

    private final Survey survey;
    private final StoredLog log;
    private final FrameCodec codec;
    private final NameSet due = new NameSet();
    private final NameSet pending = new NameSet();
    private final List<ObjectInfo> settled = new ArrayList<>();
    private final List<ObjectInfo> toDelete = new ArrayList<>();
    private final List<ObjectInfo> toCondemn = new ArrayList<>();
    private long pendingObjects;
    private long pendingBytes;

    Garbage(Survey survey, StoredLog log, Condemned condemned, FrameCodec codec) {
        this.survey = survey;
        this.log = log;
        this.codec = codec;
        for (ObjectInfo list : condemned.all()) {
            read(list, condemned);
        }
    }

    /// A list from the future was made by a clock that was wrong; one that cannot be read is none.
    /// Both go, and what they name is condemned again.
    private void read(ObjectInfo list, Condemned condemned) {
        boolean isDue = survey.isOld(list.created());
        if (list.created().isAfter(survey.now())) {
            settled.add(list);
        } else if (!isDue || due.size() < MOST) {
            NameSet names = isDue ? due : pending;
            condemned
                    .read(list)
                    .ifPresent(content -> content.keys().forEach(key -> names.add(name(key))));
            if (isDue) {
                settled.add(list);
            }
        } else {
            condemned
                    .read(list)
                    .ifPresent(content -> content.keys().forEach(key -> pending.add(name(key))));
        }
    }

    /// @param kept what listed snapshots lead to
    /// @param undoable what expired ones lead to that may still come back
    /// @param forms of packs: what is superseded is not needed by either
    void find(Storage storage, Reach kept, Reach undoable, Forms forms) {
        for (String prefix : PREFIXES) {
            storage.list(prefix, info -> sort(info, kept, undoable, forms));
        }
    }

    private void sort(ObjectInfo info, Reach kept, Reach undoable, Forms forms) {
        boolean isSuperseded = forms.isSuperseded(info);
        if ((!isSuperseded && isNeeded(info, kept))
                || survey.leases().protects(info)
                || !KNOWN.matcher(info.key()).matches()) {
            return;
        }
        Name name = name(info.key());
        if (due.has(name) && survey.isOld(info.created())) {
            if (isSuperseded || !isNeeded(info, undoable)) {
                toDelete.add(info);
            }
        } else if (pending.has(name)) {
            pendingObjects++;
            pendingBytes += info.sizeBytes();
        } else if (survey.isOld(info.created()) && toCondemn.size() < MOST) {
            toCondemn.add(info);
        }
    }

    private boolean isNeeded(ObjectInfo info, Reach by) {
        return by.has(ObjectKeys.asReferredTo(info.key())) || log.isNeeded(info, by.log());
    }

    /// Whether somebody is about to delete the object under `key`.
    boolean isCondemned(String key) {
        Name name = name(key);
        return due.has(name) || pending.has(name);
    }

    /// Condemned longer than the grace ago, and needed by nothing that could be listed again.
    List<ObjectInfo> toDelete() {
        return toDelete;
    }

    List<ObjectInfo> toCondemn() {
        return toCondemn;
    }

    /// Condemnations that have served.
    List<ObjectInfo> settled() {
        return settled;
    }

    /// Condemned already, for a later run.
    long pendingObjects() {
        return pendingObjects;
    }

    long pendingBytes() {
        return pendingBytes;
    }

    private Name name(String key) {
        byte[] bytes = key.getBytes(StandardCharsets.US_ASCII);
        return codec.name(bytes, 0, bytes.length);
    }
}
