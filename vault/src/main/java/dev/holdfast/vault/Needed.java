package dev.holdfast.vault;

import dev.holdfast.vault.pipeline.ContainerKind;
import dev.holdfast.vault.pipeline.StoredObject;
import java.util.HexFormat;

/// One object that a snapshot needs, as it was when it was stored.
///
/// @param sha256 hexadecimal
record Needed(ContainerKind kind, String key, long sizeBytes, String sha256) {

    static Needed pack(StoredObject pack) {
        return of(ContainerKind.PACK, ObjectKeys.pack(pack.name()), pack);
    }

    static Needed map(StoredObject map) {
        return of(ContainerKind.MAP, ObjectKeys.map(map.name()), map);
    }

    static Needed wal(WalPart part) {
        return new Needed(ContainerKind.WAL, part.key(), part.sizeBytes(), part.sha256());
    }

    private static Needed of(ContainerKind kind, String key, StoredObject object) {
        return new Needed(kind, key, object.sizeBytes(), HexFormat.of().formatHex(object.sha256()));
    }
}
