package dev.holdfast.vault;

import dev.holdfast.vault.pipeline.FrameCodec;
import dev.holdfast.vault.pipeline.Name;
import dev.holdfast.vault.pipeline.NameSet;
import dev.holdfast.vault.pipeline.StoredObject;
import java.nio.charset.StandardCharsets;

/// What snapshots lead to in one storage: 16 bytes an object, whatever the number of snapshots that
/// share it. Anything that cannot be read is thrown: what lies behind it would look like garbage.
/// One thread at a time.
final class Reach {
    private final VaultObjects objects;
    private final FrameCodec codec;
    private final NameSet reached = new NameSet();
    private final LogNeeds log = new LogNeeds();

    Reach(VaultObjects objects, FrameCodec codec) {
        this.objects = objects;
        this.codec = codec;
    }

    /// Also what `snapshot` leads to.
    void add(Snapshot snapshot) throws InterruptedException {
        snapshot.wal().forEach(part -> mark(part.key()));
        for (ManifestDocument.ListRef list : snapshot.lists()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (mark(list.key())) {
                followList(snapshot, list);
            }
        }
    }

    boolean has(String key) {
        return reached.has(name(key));
    }

    /// Also the streamed log that leads on from `snapshot`.
    void addLog(Snapshot snapshot) {
        log.add(snapshot.manifest());
    }

    /// From where on snapshots need streamed log.
    LogNeeds log() {
        return log;
    }

    private void followList(Snapshot snapshot, ManifestDocument.ListRef list) {
        for (StoredFile file : snapshot.readList(codec, list)) {
            for (SectionRef ref : file.chain()) {
                if (mark(ObjectKeys.map(ref.map().name()))) {
                    followMap(ref.map());
                }
            }
        }
    }

    private void followMap(StoredObject map) {
        for (StoredObject pack : Sections.packTable(objects, codec, map)) {
            mark(ObjectKeys.pack(pack.name()));
        }
    }

    private boolean mark(String key) {
        return reached.add(name(key));
    }

    private Name name(String key) {
        byte[] bytes = key.getBytes(StandardCharsets.US_ASCII);
        return codec.name(bytes, 0, bytes.length);
    }
}
