package dev.holdfast.vault;

import dev.holdfast.core.operation.Progress;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.Problem;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.core.storage.Content;
import dev.holdfast.core.storage.ObjectInfo;
import dev.holdfast.core.storage.Storage;
import dev.holdfast.vault.pipeline.ContainerKind;
import dev.holdfast.vault.pipeline.FrameCodec;
import dev.holdfast.vault.pipeline.Name;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/// One storage's copy of a vault, unlocked. Safe for many threads. Does not close its storage.
public final class Vault {
    private final VaultObjects objects;
    private final UUID id;
    private final KeyRing keys;

    Vault(Storage storage, VaultOpening.Opened opened) {
        this.objects = new VaultObjects(storage, opened.keys().secrets());
        this.id = opened.id();
        this.keys = opened.keys();
    }

    public static boolean exists(Storage storage) {
        return new VaultOpening(storage).exists();
    }

    /// A new vault with an identity and keys of its own. `VAULT_FOREIGN` when the storage holds a
    /// vault already.
    public static Vault create(Storage storage, VaultKey key, Instant now, SecureRandom random) {
        return new Vault(storage, new VaultOpening(storage).create(key, now, random));
    }

    /// The same vault in another storage: its identity and keys, none of its snapshots.
    /// `VAULT_FOREIGN` when that storage holds another one.
    public static Vault createLike(Vault other, Storage storage) {
        new VaultOpening(storage).copyFrom(other.storage(), other.id);
        return new Vault(storage, new VaultOpening.Opened(other.id, other.keys));
    }

    /// `VAULT_MISSING`, `VAULT_KEY_WRONG`, `VAULT_FORMAT_UNKNOWN`.
    public static Vault unlock(Storage storage, VaultKey key) {
        return new Vault(storage, new VaultOpening(storage).unlock(key));
    }

    /// The copy of `other` in another storage, opened with the keys of `other`: for a copy whose
    /// own identity or wrapped keys are damaged, missing or of an older key. `VAULT_FOREIGN` when
    /// that storage holds another vault, `VAULT_MISSING` when nothing shows that it holds this one.
    public static Vault openLike(Vault other, Storage storage) {
        new VaultOpening(storage).requireSameAs(other);
        return new Vault(storage, new VaultOpening.Opened(other.id, other.keys));
    }

    public UUID id() {
        return id;
    }

    public Storage storage() {
        return objects.storage();
    }

    VaultObjects objects() {
        return objects;
    }

    KeyRing keys() {
        return keys;
    }

    /// Of the signatures on receipts: its X.509 form in base64.
    public String publicKey() {
        return Signatures.text(keys.publicKey());
    }

    /// SHA-256 of the public key's X.509 form, hexadecimal: the key id on receipts.
    public String fingerprint() {
        return Signatures.keyId(keys.publicKey());
    }

    /// A new one for each thread.
    public FrameNaming naming() {
        FrameCodec codec = objects.codec();
        return (buffer, from, length) -> {
            Name name = codec.name(buffer, from, length);
            return new FrameName(name.high(), name.low());
        };
    }

    /// Oldest first. A snapshot is listed when it is complete in this storage and has not expired
    /// there.
    public List<String> snapshotIds() {
        List<String> ids = storedIds();
        ids.removeAll(marks().expiredAmong(ids));
        return ids;
    }

    /// Tombstones and pins in this storage.
    public Marks marks() {
        return new Marks(objects);
    }

    /// Oldest first, those that expired and are not deleted yet included.
    public List<String> storedIds() {
        return idsWhere(info -> info.sizeBytes() > 0);
    }

    /// Of manifests that are empty: what a crash of a file system leaves of an object. Oldest
    /// first; those that expired are left out.
    List<String> emptyIds() {
        List<String> ids = idsWhere(info -> info.sizeBytes() == 0);
        if (!ids.isEmpty()) {
            ids.removeAll(marks().expiredAmong(ids));
        }
        return ids;
    }

    private List<String> idsWhere(Predicate<ObjectInfo> wanted) {
        List<String> ids = new ArrayList<>();
        storage()
                .list(
                        ObjectKeys.SNAPSHOTS,
                        info -> {
                            String name = info.key().substring(ObjectKeys.SNAPSHOTS.length());
                            if (ObjectKeys.isSnapshotId(name) && wanted.test(info)) {
                                ids.add(name);
                            }
                        });
        ids.sort(Comparator.naturalOrder());
        return ids;
    }

    /// `SNAPSHOT_UNKNOWN` when this storage has none of that id.
    public Manifest manifest(String id) {
        return document(id).manifest();
    }

    public Snapshot snapshot(String id) {
        return new Snapshot(objects, document(id));
    }

    /// Rung 0 for every listed snapshot, oldest first, by id; objects that several of them share
    /// are read once. A snapshot whose manifest cannot be read has that as its one damage.
    public Map<String, Verification> verifyAll(boolean hashes, Progress progress)
            throws InterruptedException {
        Map<String, Verification> found = new LinkedHashMap<>();
        try (FrameCodec codec = objects.codec()) {
            ObjectCheck check = new ObjectCheck(objects, codec);
            for (String snapshotId : snapshotIds()) {
                found.put(snapshotId, verify(snapshotId, check, hashes, progress));
            }
        }
        return found;
    }

    Verification verify(String snapshotId, ObjectCheck check, boolean hashes, Progress progress)
            throws InterruptedException {
        Snapshot snapshot;
        try {
            snapshot = snapshot(snapshotId);
        } catch (HoldfastException e) {
            if (!Snapshot.isDamage(e)) {
                throw e;
            }
            String key = ObjectKeys.snapshot(snapshotId);
            List<String> all = List.of("the whole snapshot");
            return new Verification(
                    1,
                    0,
                    hashes,
                    List.of(new Verification.Damage(key, e.problem().message(), all)));
        }
        return snapshot.verify(check, hashes, progress);
    }

    public SignedProof sign(Proof proof) {
        return SignedProof.sign(proof, keys.privateKey(), keys.publicKey());
    }

    /// Stores a receipt in this storage. Storing the same one again changes nothing.
    public void keep(SignedProof proof) {
        CRC32 distinguishing = new CRC32();
        distinguishing.update(proof.json());
        String key = ObjectKeys.proof(proof.proof(), (int) distinguishing.getValue());
        try {
            storage().create(key, Content.of(proof.json()));
        } catch (HoldfastException e) {
            if (!e.is(ProblemCode.OBJECT_EXISTS)) {
                throw e;
            }
        }
    }

    /// All receipts about a snapshot in this storage that carry this vault's signature, oldest
    /// first; what cannot be read as one is left out.
    public List<SignedProof> proofs(String snapshotId) {
        List<String> names = new ArrayList<>();
        if (ObjectKeys.isSnapshotId(snapshotId)) {
            storage().list(ObjectKeys.PROOFS + snapshotId + "/", info -> names.add(info.key()));
        }
        return names.stream()
                .map(this::receipt)
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(receipt -> receipt.proof().at()))
                .toList();
    }

    /// What this copy holds of the log of the server with that identity, besides its snapshots.
    public StreamedWal streamedWal(String systemIdentifier) {
        return new StreamedWal(this, systemIdentifier);
    }

    public Usage usage() {
        Counter counter = new Counter();
        storage().list("", counter::count);
        return new Usage(counter.objects, counter.bytes, counter.snapshots);
    }

    /// Of all receipts in this storage, good or not.
    List<String> receiptKeys() {
        List<String> keys = new ArrayList<>();
        storage().list(ObjectKeys.PROOFS, info -> keys.add(info.key()));
        return keys;
    }

    private Optional<SignedProof> receipt(String key) {
        try {
            SignedProof receipt = SignedProof.parse(objects.bytes(key));
            return Optional.of(receipt).filter(found -> found.isSignedBy(publicKey()));
        } catch (HoldfastException e) {
            if (e.is(ProblemCode.RECEIPT_INVALID) || e.is(ProblemCode.OBJECT_MISSING)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private ManifestDocument document(String snapshotId) {
        if (!ObjectKeys.isSnapshotId(snapshotId)) {
            throw unknown(snapshotId, null);
        }
        String key = ObjectKeys.snapshot(snapshotId);
        try (FrameCodec codec = objects.codec()) {
            VaultObjects.Whole whole = objects.whole(codec, ContainerKind.SNAPSHOT, key);
            ManifestDocument document =
                    objects.decoding(
                            key, () -> Json.read(whole.content(codec), ManifestDocument.class));
            requireKnownFormat(snapshotId, document.format());
            return document;
        } catch (HoldfastException e) {
            throw e.is(ProblemCode.OBJECT_MISSING) ? unknown(snapshotId, e) : e;
        }
    }

    private void requireKnownFormat(String snapshotId, int format) {
        if (format != ManifestDocument.FORMAT) {
            throw new HoldfastException(
                    ProblemCode.VAULT_FORMAT_UNKNOWN,
                    "storage '%s': snapshot %s has format %d; this Holdfast reads format %d"
                            .formatted(
                                    storage().name(), snapshotId, format, ManifestDocument.FORMAT),
                    "use a newer Holdfast; this one is: holdfast --version");
        }
    }

    private HoldfastException unknown(String snapshotId, @Nullable Throwable cause) {
        return new HoldfastException(
                new Problem(
                        ProblemCode.SNAPSHOT_UNKNOWN,
                        "storage '%s' holds no snapshot '%s'"
                                .formatted(storage().name(), snapshotId),
                        "holdfast backup list"),
                cause);
    }

    private static final class Counter {
        private long objects;
        private long bytes;
        private long snapshots;

        void count(ObjectInfo info) {
            objects++;
            bytes += info.sizeBytes();
            if (info.key().startsWith(ObjectKeys.SNAPSHOTS)) {
                snapshots++;
            }
        }
    }
}
