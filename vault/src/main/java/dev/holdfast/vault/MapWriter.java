package dev.holdfast.vault;

import dev.holdfast.vault.pipeline.ContainerBuilder;
import dev.holdfast.vault.pipeline.ContainerKind;
import dev.holdfast.vault.pipeline.Extents;
import dev.holdfast.vault.pipeline.FrameCodec;
import dev.holdfast.vault.pipeline.Name;
import dev.holdfast.vault.pipeline.Secrets;
import dev.holdfast.vault.pipeline.StoredObject;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Collects sections into maps. A map is sent when it is large enough and every pack that it refers
/// to is finished, since their sizes and hashes stand in it. Safe for many threads.
final class MapWriter implements AutoCloseable {
    private static final long TARGET_BYTES = 16 << 20;

    private final Secrets secrets;
    private final SecureRandom random;
    private final Uploads uploads;
    private final FrameCodec codec;
    private final List<OpenMap> full = new ArrayList<>();
    private final Map<StoredObject, List<StoredObject>> tables = new HashMap<>();
    private OpenMap current;

    MapWriter(Secrets secrets, WriterSettings settings, Uploads uploads) {
        this.secrets = secrets;
        this.random = settings.random();
        this.uploads = uploads;
        this.codec = new FrameCodec(secrets, settings.zstdLevel());
        this.current = begin();
    }

    synchronized SectionRef add(Extents extents, int unit) {
        SectionRef ref = current.add(codec, extents, unit);
        if (current.sealedBytes() > TARGET_BYTES) {
            full.add(current);
            current = begin();
        }
        full.removeIf(this::sendIfReady);
        return ref;
    }

    /// Sends all that remains; every pack is finished by now.
    synchronized void finish() {
        if (!current.isEmpty()) {
            full.add(current);
            current = begin();
        }
        full.removeIf(this::sendIfReady);
        if (!full.isEmpty()) {
            throw new IllegalStateException(full.size() + " maps refer to unfinished packs");
        }
    }

    /// The packs that each map made here refers to.
    synchronized Map<StoredObject, List<StoredObject>> tables() {
        return Map.copyOf(tables);
    }

    private boolean sendIfReady(OpenMap map) {
        if (!map.isReady()) {
            return false;
        }
        tables.put(map.object(), map.packs());
        uploads.send(map.seal(codec));
        return true;
    }

    private OpenMap begin() {
        StoredObject object = StoredObject.open(Name.random(random));
        return new OpenMap(
                object,
                new ContainerBuilder(
                        ContainerKind.MAP,
                        ObjectKeys.map(object.name()),
                        secrets,
                        random,
                        new byte[4096]));
    }

    @Override
    public synchronized void close() {
        codec.close();
    }
}
