package dev.holdfast.vault.pipeline;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A pack or a map that others refer to: its random name, and, once it is sealed, what was stored.
/// Equal by name. Safe for many threads.
public final class StoredObject {
    private final Name name;
    private volatile @Nullable Seal seal;

    private StoredObject(Name name, @Nullable Seal seal) {
        this.name = name;
        this.seal = seal;
    }

    /// One that is being built.
    public static StoredObject open(Name name) {
        return new StoredObject(name, null);
    }

    public static StoredObject sealed(Name name, long sizeBytes, byte[] sha256) {
        return new StoredObject(name, new Seal(sizeBytes, sha256.clone()));
    }

    public Name name() {
        return name;
    }

    public boolean isSealed() {
        return seal != null;
    }

    public void seal(SealedObject object) {
        seal = new Seal(object.length(), object.sha256().clone());
    }

    public long sizeBytes() {
        return sealNow().sizeBytes();
    }

    public byte[] sha256() {
        return sealNow().sha256();
    }

    private Seal sealNow() {
        return Objects.requireNonNull(seal, "not sealed yet");
    }

    /// Reads the form that [#write] gives it.
    public static StoredObject read(ByteReader reader) {
        return sealed(reader.name(), reader.varint(), reader.bytes(32));
    }

    /// Name, size as varint, SHA-256.
    public void write(ByteWriter writer) {
        writer.name(name);
        writer.varint(sizeBytes());
        writer.bytes(sha256());
    }

    /// The least that [#read] takes.
    public static final int LEAST_BYTES = Name.BYTES + 1 + 32;

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StoredObject that && name.equals(that.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name.toString();
    }

    private record Seal(long sizeBytes, byte[] sha256) {
        Seal {
            Objects.requireNonNull(sha256);
        }
    }
}
