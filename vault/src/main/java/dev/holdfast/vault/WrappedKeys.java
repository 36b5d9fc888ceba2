package dev.holdfast.vault;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.core.storage.Content;
import dev.holdfast.vault.pipeline.DamagedData;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/// One generation of a vault's wrapped keys: which vault keys open the vault. The keys inside are
/// the same in every generation, so no data is ever rewritten; the highest generation counts.
///
/// A key that is wrapped already is carried over as it is: making the next generation needs none of
/// the vault keys, only the opened vault. Immutable.
public final class WrappedKeys {
    private final KeyFile file;

    private WrappedKeys(KeyFile file) {
        this.file = file;
    }

    /// What counts in one storage.
    public static WrappedKeys of(Vault vault) {
        return new WrappedKeys(new VaultOpening(vault.storage()).newestKeys(vault.id()));
    }

    /// The next generation that is free in all of `copies`.
    public static int next(List<Vault> copies) {
        return 1
                + copies.stream()
                        .flatMap(copy -> new VaultOpening(copy.storage()).generations().stream())
                        .max(Integer::compare)
                        .orElse(0);
    }

    public int generation() {
        return file.generation();
    }

    /// Of the vault keys that open it.
    public List<String> keyIds() {
        return file.recipients().stream().map(KeyFile.Recipient::keyId).toList();
    }

    /// Whether it really does: tried.
    public boolean opensWith(VaultKey key) {
        try {
            return KeyRing.unwrap(file, key).isPresent();
        } catch (DamagedData e) {
            return false;
        }
    }

    /// A later generation that `key` opens too.
    ///
    /// @param vault any copy, for the keys to be wrapped
    public WrappedKeys with(VaultKey key, Vault vault, int generation, SecureRandom random) {
        List<KeyFile.Recipient> recipients = new ArrayList<>(carriedWithout(List.of(key.id())));
        UUID id = UUID.fromString(file.vault());
        recipients.add(vault.keys().recipient(id, generation, key, random));
        return next(generation, recipients);
    }

    /// A later generation that the keys of `keyIds` do not open any more.
    public WrappedKeys without(List<String> keyIds, int generation) {
        return next(generation, carriedWithout(keyIds));
    }

    /// `OBJECT_EXISTS` when somebody else made another one of this generation.
    public void writeTo(Vault vault) {
        String key = ObjectKeys.keys(generation());
        byte[] json = Json.write(file);
        try {
            vault.storage().create(key, Content.of(json));
        } catch (HoldfastException e) {
            if (!e.is(ProblemCode.OBJECT_EXISTS)
                    || !Arrays.equals(vault.objects().bytes(key), json)) {
                throw e;
            }
        }
    }

    /// The same generation with the same keys.
    public boolean isSameAs(WrappedKeys other) {
        return generation() == other.generation()
                && sorted(keyIds()).equals(sorted(other.keyIds()));
    }

    private List<KeyFile.Recipient> carriedWithout(List<String> keyIds) {
        Stream<KeyFile.Recipient> kept =
                file.recipients().stream().filter(recipient -> !keyIds.contains(recipient.keyId()));
        return kept.map(recipient -> recipient.carriedFrom(file)).toList();
    }

    private WrappedKeys next(int generation, List<KeyFile.Recipient> recipients) {
        if (recipients.isEmpty() || generation <= file.generation()) {
            throw new IllegalStateException(
                    "generation %d for %d keys".formatted(generation, recipients.size()));
        }
        return new WrappedKeys(
                new KeyFile(
                        KeyFile.FORMAT, file.vault(), generation, file.publicKey(), recipients));
    }

    private static List<String> sorted(List<String> texts) {
        return texts.stream().sorted().toList();
    }
}
