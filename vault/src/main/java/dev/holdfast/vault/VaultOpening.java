package dev.holdfast.vault;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.Problem;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.core.storage.Content;
import dev.holdfast.core.storage.Storage;
import dev.holdfast.vault.pipeline.DamagedData;
import dev.holdfast.vault.pipeline.FrameCodec;
import dev.holdfast.vault.pipeline.Secrets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Makes and opens the two plain objects of a vault: its identity and its wrapped keys. The
/// identity is written last, so that a vault is there when its keys are; keys that a killed run
/// left behind name another vault and are passed over.
record VaultOpening(Storage storage) {
    /// A bound for the search of a free generation.
    private static final int MOST_GENERATIONS = 999_999;

    record Opened(UUID id, KeyRing keys) {}

    boolean exists() {
        return storage.find(ObjectKeys.VAULT).isPresent();
    }

    Opened create(VaultKey key, Instant now, SecureRandom random) {
        refuseToReplace();
        UUID id = new UUID(random.nextLong(), random.nextLong());
        KeyRing keys = KeyRing.random(random);
        int generation = generations().stream().findFirst().orElse(0);
        boolean written = false;
        while (!written) {
            generation++;
            written = writeIfFree(generation, keys.wrap(id, generation, key, random));
        }
        writeIdentity(Json.write(new Identity(Identity.FORMAT, id.toString(), now.toString())));
        return new Opened(id, keys);
    }

    void copyFrom(Storage other, UUID id) {
        if (exists()) {
            if (!identity().id().equals(id.toString())) {
                throw foreign();
            }
            return;
        }
        VaultOpening source = new VaultOpening(other);
        copyKeys(source, source.newestKeys(id).generation(), id);
        writeIdentity(source.bytes(ObjectKeys.VAULT));
    }

    Opened unlock(VaultKey key) {
        Identity identity = identity();
        HoldfastException damage = null;
        for (int generation : generations()) {
            String name = ObjectKeys.keys(generation);
            try {
                KeyFile file = Json.read(bytes(name), KeyFile.class);
                if (file.vault().equals(identity.id())) {
                    Optional<KeyRing> keys = KeyRing.unwrap(file, key);
                    if (keys.isPresent()) {
                        return new Opened(UUID.fromString(identity.id()), keys.get());
                    }
                    throw damage != null ? damage : keyWrong(file, key);
                }
            } catch (DamagedData e) {
                damage = damage == null ? objects().damaged(name, e) : damage;
            }
        }
        throw damage != null ? damage : keysMissing();
    }

    /// The generation that counts: the highest one that is whole and of this vault.
    KeyFile newestKeys(UUID id) {
        for (int generation : generations()) {
            try {
                KeyFile file = KeyFile.parse(bytes(ObjectKeys.keys(generation)), generation);
                if (file.vault().equals(id.toString())) {
                    return file;
                }
            } catch (DamagedData e) {
                // an earlier one counts
            }
        }
        throw keysMissing();
    }

    private HoldfastException keyWrong(KeyFile file, VaultKey key) {
        return new HoldfastException(
                ProblemCode.VAULT_KEY_WRONG,
                "storage '%s': the vault does not open with key %s; it opens with %s"
                        .formatted(
                                storage.name(),
                                key.id(),
                                file.recipients().stream().map(KeyFile.Recipient::keyId).toList()),
                "set vault.key in holdfast.yaml to the key this vault was made with");
    }

    /// The same vault as `like`, shown by its identity, or, where that is damaged, by its wrapped
    /// keys or a manifest. `VAULT_FOREIGN` when it is another one, `VAULT_MISSING` when nothing
    /// shows it.
    void requireSameAs(Vault like) {
        String id = like.id().toString();
        Optional<String> named = readableId();
        if (named.filter(id::equals).isPresent()) {
            return;
        }
        if (named.isPresent() && hasKeysOf(named.get())) {
            throw foreign();
        }
        if (!hasKeysOf(id) && !hasManifestOf(like)) {
            throw named.isPresent() ? foreign() : missing(null);
        }
    }

    private Optional<String> readableId() {
        try {
            return Optional.of(identity().id());
        } catch (HoldfastException e) {
            if (Snapshot.isDamage(e) || e.is(ProblemCode.VAULT_MISSING)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private boolean hasKeysOf(String id) {
        return generations().stream()
                .anyMatch(generation -> vaultOf(generation).filter(id::equals).isPresent());
    }

    /// Empty when that generation cannot be read.
    private Optional<String> vaultOf(int generation) {
        try {
            return Optional.of(
                    KeyFile.parse(bytes(ObjectKeys.keys(generation)), generation).vault());
        } catch (DamagedData e) {
            return Optional.empty();
        }
    }

    private boolean hasManifestOf(Vault like) {
        Vault opened = new Vault(storage, new Opened(like.id(), like.keys()));
        try (FrameCodec codec = opened.objects().codec()) {
            GoodCopies here = new GoodCopies(List.of(opened));
            return opened.storedIds().stream().anyMatch(id -> here.document(codec, id).isPresent());
        }
    }

    private Identity identity() {
        byte[] json;
        try {
            json = bytes(ObjectKeys.VAULT);
        } catch (HoldfastException e) {
            throw e.is(ProblemCode.OBJECT_MISSING) ? missing(e) : e;
        }
        Identity identity =
                objects()
                        .decoding(
                                ObjectKeys.VAULT,
                                () -> {
                                    Identity read = Json.read(json, Identity.class);
                                    checkId(read);
                                    return read;
                                });
        if (identity.format() != Identity.FORMAT) {
            throw new HoldfastException(
                    ProblemCode.VAULT_FORMAT_UNKNOWN,
                    "storage '%s': the vault has format %d; this Holdfast reads format %d"
                            .formatted(storage.name(), identity.format(), Identity.FORMAT),
                    "use a newer Holdfast; this one is: holdfast --version");
        }
        return identity;
    }

    private static void checkId(Identity identity) {
        try {
            if (identity.format() == Identity.FORMAT) {
                UUID.fromString(identity.id());
            }
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new DamagedData("it has no vault id", e);
        }
    }

    /// Newest first.
    List<Integer> generations() {
        List<Integer> found = new ArrayList<>();
        storage.list(
                ObjectKeys.KEYS,
                info -> {
                    String number = info.key().substring(ObjectKeys.KEYS.length());
                    if (number.matches("\\d{6}")) {
                        found.add(Integer.valueOf(number));
                    }
                });
        found.sort(Comparator.reverseOrder());
        return found;
    }

    private void copyKeys(VaultOpening source, int generation, UUID id) {
        byte[] json = source.bytes(ObjectKeys.keys(generation));
        try {
            storage.create(ObjectKeys.keys(generation), Content.of(json));
        } catch (HoldfastException e) {
            if (!e.is(ProblemCode.OBJECT_EXISTS)) {
                throw e;
            }
            requireSame(generation, id);
        }
    }

    /// What stands there already must be of the same vault: else a killed `create` left it, and
    /// this generation cannot be copied to its place.
    private void requireSame(int generation, UUID id) {
        String name = ObjectKeys.keys(generation);
        KeyFile there = objects().decoding(name, () -> Json.read(bytes(name), KeyFile.class));
        if (!there.vault().equals(id.toString())) {
            throw new HoldfastException(
                    ProblemCode.VAULT_FOREIGN,
                    "storage '%s': %s belongs to a vault that was never finished"
                            .formatted(storage.name(), name),
                    "delete that one object in %s, then: holdfast vault init"
                            .formatted(storage.location()));
        }
    }

    private boolean writeIfFree(int generation, KeyFile file) {
        if (generation > MOST_GENERATIONS) {
            throw new IllegalStateException("generation " + generation);
        }
        try {
            storage.create(ObjectKeys.keys(generation), Content.of(Json.write(file)));
            return true;
        } catch (HoldfastException e) {
            if (e.is(ProblemCode.OBJECT_EXISTS)) {
                return false;
            }
            throw e;
        }
    }

    private void writeIdentity(byte[] json) {
        try {
            storage.create(ObjectKeys.VAULT, Content.of(json));
        } catch (HoldfastException e) {
            throw e.is(ProblemCode.OBJECT_EXISTS) ? foreign() : e;
        }
    }

    private void refuseToReplace() {
        if (exists()) {
            throw foreign();
        }
    }

    private byte[] bytes(String key) {
        return objects().bytes(key);
    }

    private VaultObjects objects() {
        return new VaultObjects(storage, new Secrets(new byte[0], new byte[0]));
    }

    private HoldfastException foreign() {
        return new HoldfastException(
                ProblemCode.VAULT_FOREIGN,
                "storage '%s' holds another vault already (%s)"
                        .formatted(storage.name(), storage.location()),
                "give the storage a path of its own in holdfast.yaml, then: holdfast vault init");
    }

    private HoldfastException missing(@Nullable HoldfastException cause) {
        return new HoldfastException(
                new Problem(
                        ProblemCode.VAULT_MISSING,
                        "storage '%s' holds no vault (%s)"
                                .formatted(storage.name(), storage.location()),
                        "holdfast vault init"),
                cause);
    }

    private HoldfastException keysMissing() {
        return new HoldfastException(
                ProblemCode.OBJECT_MISSING,
                "storage '%s': the vault's wrapped keys (keys/…) are missing"
                        .formatted(storage.name()),
                "mend it from another storage: holdfast vault heal " + storage.name());
    }
}
