package dev.holdfast.vault;

import dev.holdfast.core.engine.Lsn;
import dev.holdfast.vault.pipeline.ContainerBuilder;
import dev.holdfast.vault.pipeline.ContainerKind;
import dev.holdfast.vault.pipeline.FrameCodec;
import dev.holdfast.vault.pipeline.SealedObject;
import dev.holdfast.vault.pipeline.Secrets;
import java.security.SecureRandom;
import java.time.Instant;

/// Turns stretches of a server's log into objects that every copy of the vault can keep. One thread
/// at a time.
public final class StreamSealer implements AutoCloseable {
    private static final int FRAME_BYTES = 128 << 10;
    private static final int OVERHEAD = 512;

    private final String systemIdentifier;
    private final Secrets secrets;
    private final SecureRandom random;
    private final FrameCodec codec;

    /// An object that is ready to be stored.
    public static final class Sealed {
        private final SealedObject object;

        private Sealed(SealedObject object) {
            this.object = object;
        }

        SealedObject object() {
            return object;
        }

        public int sizeBytes() {
            return object.length();
        }
    }

    /// @param newest see [StreamPart]
    public record Stretch(int timeline, Lsn from, Lsn to, Instant newest) {}

    public StreamSealer(Vault vault, String systemIdentifier, SecureRandom random) {
        this.systemIdentifier = systemIdentifier;
        this.secrets = vault.objects().secrets();
        this.random = random;
        this.codec = vault.objects().codec();
    }

    /// @param content the stretch's bytes, from `offset` on
    public Sealed seal(Stretch stretch, byte[] content, int offset) {
        int length = Math.toIntExact(stretch.to().value() - stretch.from().value());
        String key =
                ObjectKeys.stream(
                        systemIdentifier,
                        stretch.timeline(),
                        stretch.from(),
                        stretch.to(),
                        StreamPart.micros(stretch.newest()),
                        random.nextInt());
        ContainerBuilder builder =
                new ContainerBuilder(
                        ContainerKind.WAL, key, secrets, random, new byte[length / 4 + OVERHEAD]);
        for (int at = 0; at < length; at += FRAME_BYTES) {
            builder.add(codec, content, offset + at, Math.min(FRAME_BYTES, length - at));
        }
        return new Sealed(builder.seal(codec));
    }

    @Override
    public void close() {
        codec.close();
    }
}
