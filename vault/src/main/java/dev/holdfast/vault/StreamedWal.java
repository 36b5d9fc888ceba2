package dev.holdfast.vault;

import dev.holdfast.core.engine.PhysicalSource.WalSink;
import dev.holdfast.core.engine.TimelineHistory;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.core.storage.Content;
import dev.holdfast.vault.pipeline.ContainerKind;
import dev.holdfast.vault.pipeline.DamagedData;
import dev.holdfast.vault.pipeline.FrameCodec;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What one copy of a vault holds of one server's log besides its snapshots: the stream, the gaps
/// in it that are certain, and the histories of its timelines. Safe for many threads.
public final class StreamedWal {
    private final Vault vault;
    private final String systemIdentifier;
    private final Notes notes;

    StreamedWal(Vault vault, String systemIdentifier) {
        this.vault = vault;
        this.systemIdentifier = systemIdentifier;
        this.notes = new Notes(vault.objects());
    }

    /// The content of a timeline's note.
    record History(int timeline, String text) {}

    public Vault vault() {
        return vault;
    }

    public String systemIdentifier() {
        return systemIdentifier;
    }

    /// By timeline, then by where they begin; of two that begin at one place the longer one comes
    /// first.
    public List<StreamPart> parts() {
        List<StreamPart> parts = new ArrayList<>();
        vault.storage()
                .list(
                        ObjectKeys.server(ObjectKeys.STREAM, systemIdentifier),
                        info ->
                                StreamPart.parse(info.key(), info.sizeBytes())
                                        .ifPresent(parts::add));
        parts.sort(
                Comparator.comparingInt(StreamPart::timeline)
                        .thenComparing(StreamPart::from)
                        .thenComparing(StreamPart::to, Comparator.reverseOrder()));
        return parts;
    }

    /// What of [#parts] is known to be damaged.
    public List<LogDamage> damages() {
        return new LogDamages(vault).of(systemIdentifier);
    }

    /// What is not needed when only these snapshots are to lead on: superseded pieces, and what
    /// lies before the oldest.
    public Excess excess(Collection<Manifest> snapshots) {
        LogNeeds needs = new LogNeeds();
        snapshots.forEach(needs::add);
        StoredLog log = StoredLog.of(vault, ObjectKeys.server(ObjectKeys.STREAM, systemIdentifier));
        List<StreamPart> excess =
                parts().stream().filter(part -> !log.isNeeded(part, needs)).toList();
        return new Excess(excess.size(), excess.stream().mapToLong(StreamPart::sizeBytes).sum());
    }

    /// @param bytes as stored
    public record Excess(long objects, long bytes) {}

    /// Stores what [StreamSealer] made; what is there already is that.
    public void store(StreamSealer.Sealed sealed) {
        ByteBuffer bytes = ByteBuffer.wrap(sealed.object().buffer(), 0, sealed.object().length());
        create(sealed.object().key(), Content.of(bytes));
    }

    /// Takes `part` over from another copy of this vault, as it is: its key opens it.
    public void copyFrom(StreamedWal other, StreamPart part) {
        create(part.key(), Content.of(other.vault.objects().bytes(part.key())));
    }

    private void create(String key, Content content) {
        try {
            vault.storage().create(key, content);
        } catch (HoldfastException e) {
            if (!e.is(ProblemCode.OBJECT_EXISTS)) {
                throw e;
            }
        }
    }

    /// Hands the bytes of `part` to `sink`, in order. `OBJECT_DAMAGED` when they are not what was
    /// stored.
    public void read(StreamPart part, WalSink sink) throws InterruptedException {
        VaultObjects objects = vault.objects();
        try (FrameCodec codec = objects.codec()) {
            VaultObjects.Whole whole = objects.whole(codec, ContainerKind.WAL, part.key());
            byte[] content = objects.decoding(part.key(), () -> whole.content(codec));
            if (content.length != part.lengthBytes()) {
                throw objects.damaged(
                        part.key(), new DamagedData("it holds %d bytes".formatted(content.length)));
            }
            sink.write(part.from(), content, 0, content.length);
        }
    }

    /// Notes a certain gap down; once for each place.
    public void note(StreamGap gap, SecureRandom random) {
        boolean known =
                gaps().stream()
                        .anyMatch(each ->
                                each.timeline() == gap.timeline() && each.to().equals(gap.to()));
        if (!known) {
            String key =
                    ObjectKeys.server(ObjectKeys.GAPS, systemIdentifier)
                            + ObjectKeys.randomHex(random);
            notes.write(key, gap, random);
        }
    }

    public List<StreamGap> gaps() {
        return notes
                .all(ObjectKeys.server(ObjectKeys.GAPS, systemIdentifier), StreamGap.class)
                .stream()
                .map(Notes.Note::content)
                .sorted(Comparator.comparing(StreamGap::from))
                .toList();
    }

    /// Keeps the history of `timeline`; two servers that were restored may have different ones.
    ///
    /// @param text as the server has it; nothing is kept of the first timeline, which has none
    public void keepHistory(int timeline, String text, SecureRandom random) {
        if (!text.isEmpty() && !histories(timeline).contains(text)) {
            String key =
                    "%s%s-%s"
                            .formatted(
                                    ObjectKeys.server(ObjectKeys.TIMELINES, systemIdentifier),
                                    HexFormat.of().withUpperCase().toHexDigits(timeline),
                                    ObjectKeys.randomHex(random));
            notes.write(key, new History(timeline, text), random);
        }
    }

    /// The history of `timeline` in this copy; that of the first is known.
    public Optional<TimelineHistory> history(int timeline) {
        return historyText(timeline).map(text -> TimelineHistory.parse(timeline, text));
    }

    /// The history file of `timeline` as the server had it; empty text for the first one.
    public Optional<String> historyText(int timeline) {
        return timeline == 1 ? Optional.of("") : histories(timeline).stream().findFirst();
    }

    /// Timelines of which a note is there, readable or not.
    List<Integer> notedTimelines() {
        String prefix = ObjectKeys.server(ObjectKeys.TIMELINES, systemIdentifier);
        return notes.list(prefix).stream()
                .flatMap(info -> timelineOf(info.key().substring(prefix.length())).stream())
                .distinct()
                .toList();
    }

    /// @param name of a history's note, without what stands before it
    static Optional<Integer> timelineOf(String name) {
        return Optional.of(name)
                .filter(text -> text.matches("[0-9A-F]{8}-.*"))
                .map(text -> HexFormat.fromHexDigits(text, 0, 8));
    }

    private List<String> histories(int timeline) {
        String prefix =
                ObjectKeys.server(ObjectKeys.TIMELINES, systemIdentifier)
                        + String.format(Locale.ROOT, "%08X-", timeline);
        return notes.all(prefix, History.class).stream()
                .map(note -> note.content().text())
                .distinct()
                .toList();
    }
}
