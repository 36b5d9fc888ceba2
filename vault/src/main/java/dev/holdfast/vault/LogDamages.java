package dev.holdfast.vault;

import dev.holdfast.core.storage.ObjectInfo;
import dev.holdfast.vault.pipeline.FrameCodec;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What is known to be damaged in the streamed log of one copy. A listing cannot tell, so whoever
/// reads the log writes it down, and windows end there from then on.
///
/// A note counts as long as the very object that was found damaged is there: one that was mended
/// has another time of creation. So nobody needs the right to delete for it to be outdated. It is
/// taken back when the object is found sound after all.
public final class LogDamages {
    private final Vault vault;
    private final Notes notes;

    /// The content of a note.
    ///
    /// @param object its key
    /// @param created when the storage created what was found damaged
    record Mark(String object, Instant created, String what, Instant noticed) {}

    public LogDamages(Vault vault) {
        this.vault = vault;
        this.notes = new Notes(vault.objects());
    }

    /// What stands now for one server, in no promised order.
    List<LogDamage> of(String systemIdentifier) {
        List<LogDamage> damages = new ArrayList<>();
        for (Notes.Note<Mark> note :
                marks(ObjectKeys.server(ObjectKeys.DAMAGED, systemIdentifier))) {
            standing(note).ifPresent(damages::add);
        }
        return damages;
    }

    private List<Notes.Note<Mark>> marks(String prefix) {
        return notes.all(prefix, Mark.class).stream()
                .filter(note -> note.released().isEmpty())
                .toList();
    }

    private Optional<LogDamage> standing(Notes.Note<Mark> note) {
        Mark mark = note.content();
        return vault.storage()
                .find(mark.object())
                .filter(info -> info.created().equals(mark.created()))
                .flatMap(LogDamages::part)
                .map(part -> new LogDamage(part, mark.what(), mark.noticed()));
    }

    private static Optional<StreamPart> part(ObjectInfo info) {
        return StreamPart.parse(info.key(), info.sizeBytes());
    }

    /// What is wrong with each of `parts` that is not sound, by key: each is read whole.
    public Map<String, String> inspect(Collection<StreamPart> parts) {
        Map<String, String> wrong = new TreeMap<>();
        try (FrameCodec codec = vault.objects().codec()) {
            for (StreamPart part : parts) {
                Inspection.problem(vault, codec, new Expected.Log(part))
                        .ifPresent(what -> wrong.put(part.key(), what));
            }
        }
        return wrong;
    }

    /// Writes down which objects of the log are damaged, and takes back what is said of others that
    /// are sound.
    ///
    /// @param wrong what is wrong, by key; other objects than those of the log are passed over
    /// @param by who looked: `user@host`
    public void keep(Map<String, String> wrong, String by, Instant noticed, SecureRandom random) {
        List<Notes.Note<Mark>> known = marks(ObjectKeys.DAMAGED);
        takeBack(known, wrong, by, random);
        wrong.forEach((key, what) -> {
            Optional<ObjectInfo> info = find(key);
            if (info.isPresent() && known.stream().noneMatch(note -> isOf(note, info.get()))) {
                Mark mark = new Mark(key, info.get().created(), what, noticed);
                notes.write(noteKey(key, random), mark, random);
            }
        });
    }

    /// What is missing is seen in a listing.
    private Optional<ObjectInfo> find(String key) {
        return StreamPart.parse(key, 1).flatMap(_ -> vault.storage().find(key));
    }

    private static boolean isOf(Notes.Note<Mark> note, ObjectInfo info) {
        return note.content().object().equals(info.key())
                && note.content().created().equals(info.created());
    }

    private static String noteKey(String object, SecureRandom random) {
        String server = object.split("/", 3)[1];
        return ObjectKeys.server(ObjectKeys.DAMAGED, server) + ObjectKeys.randomHex(random);
    }

    private void takeBack(
            List<Notes.Note<Mark>> known,
            Map<String, String> wrong,
            String by,
            SecureRandom random) {
        for (Notes.Note<Mark> note : known) {
            Optional<LogDamage> standing = standing(note);
            if (standing.isPresent()
                    && !wrong.containsKey(note.content().object())
                    && inspect(List.of(standing.get().part())).isEmpty()) {
                notes.release(note.key(), by, random);
            }
        }
    }
}
