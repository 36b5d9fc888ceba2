package dev.holdfast.practices.backup;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.vault.VaultKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Set;

/// The vault key as the estate names it; makes it where its file is missing.
public final class KeyFile {
    private final Secret secret;
    private final SecureRandom random;
    private String created = "";

    KeyFile(Secret secret, SecureRandom random) {
        this.secret = secret;
        this.random = random;
    }

    /// `VAULT_KEY_MISSING` when its file is not there.
    public static VaultKey read(Secret secret) {
        if (secret instanceof Secret.FromFile(Path path) && !Files.exists(path)) {
            throw new HoldfastException(
                    ProblemCode.VAULT_KEY_MISSING,
                    "the vault key %s is not there".formatted(path),
                    "bring it back from where you keep its copy; for a new vault: holdfast vault init");
        }
        return VaultKey.parse(secret.reveal());
    }

    VaultKey read() {
        return read(secret);
    }

    VaultKey readOrCreate() {
        if (secret instanceof Secret.FromFile(Path path) && !Files.exists(path)) {
            create(path);
        }
        return read();
    }

    /// Where a new key was written; empty when there was one.
    String created() {
        return created;
    }

    private void create(Path path) {
        byte[] text = (VaultKey.random(random).base64() + "\n").getBytes(StandardCharsets.US_ASCII);
        try {
            Path parent = path.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            try (FileChannel channel =
                    FileChannel.open(
                            path,
                            Set.of(CREATE_NEW, WRITE),
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------")))) {
                channel.write(ByteBuffer.wrap(text));
                channel.force(true);
            }
            created = path.toString();
        } catch (IOException e) {
            throw new HoldfastException(
                    ProblemCode.VAULT_KEY_MISSING,
                    "vault key %s cannot be written: %s".formatted(path, e.getMessage()),
                    "make its directory writable, or name another file under vault: key:",
                    e);
        }
    }
}
