package dev.holdfast.vault;

import dev.holdfast.vault.pipeline.ContainerBuilder;
import dev.holdfast.vault.pipeline.ContainerKind;
import dev.holdfast.vault.pipeline.DamagedData;
import dev.holdfast.vault.pipeline.FrameCodec;
import dev.holdfast.vault.pipeline.Name;
import dev.holdfast.vault.pipeline.SealedObject;
import dev.holdfast.vault.pipeline.Secrets;
import java.security.SecureRandom;

/// Containers whose frames together are one run of bytes: lists and manifests.
final class ListObject {
    private static final int FRAME_BYTES = 256 << 10;

    private ListObject() {}

    static SealedObject build(
            ContainerKind kind,
            String key,
            byte[] content,
            Secrets secrets,
            FrameCodec codec,
            SecureRandom random) {
        ContainerBuilder builder =
                new ContainerBuilder(
                        kind, key, secrets, random, new byte[content.length / 2 + 256]);
        for (int from = 0; from < content.length; from += FRAME_BYTES) {
            builder.add(codec, content, from, Math.min(FRAME_BYTES, content.length - from));
        }
        return builder.seal(codec);
    }

    /// The content of a list, which must be what its name says.
    static byte[] content(VaultObjects objects, FrameCodec codec, String key, String name) {
        VaultObjects.Whole whole = objects.whole(codec, ContainerKind.LIST, key);
        return objects.decoding(key, () -> content(whole, codec, name));
    }

    /// @throws DamagedData when it is not what its name says
    static byte[] content(VaultObjects.Whole whole, FrameCodec codec, String name) {
        byte[] content = whole.content(codec);
        if (!codec.name(content, 0, content.length).equals(Name.parse(name))) {
            throw new DamagedData("its content is not what its name says");
        }
        return content;
    }
}
