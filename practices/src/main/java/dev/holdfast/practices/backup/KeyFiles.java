package dev.holdfast.practices.backup;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.vault.VaultKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The vault key's file, and what a rotation keeps beside it: `vault.key.next`, which becomes the
/// key once every storage that answers opens with it, and `vault.key.former-KEYID`, the keys
/// before. Each file is complete or not there; the switch is one rename.
record KeyFiles(Path current) {
    private static final String NEXT = ".next";
    private static final String FORMER = ".former-";

    /// Empty when the key does not come from a file.
    static Optional<KeyFiles> of(Secret secret) {
        return secret instanceof Secret.FromFile(Path path)
                ? Optional.of(new KeyFiles(real(path)))
                : Optional.empty();
    }

    /// The keys that are kept beside the one in use.
    static List<VaultKey> kept(Secret secret) {
        return of(secret).map(files -> List.copyOf(files.kept().values())).orElse(List.of());
    }

    /// The keys beside the one in use, by their files; what is no key is left out.
    Map<Path, VaultKey> kept() {
        Map<Path, VaultKey> kept = new TreeMap<>();
        siblings().forEach(path -> read(path).ifPresent(key -> kept.put(path, key)));
        return kept;
    }

    private static Optional<VaultKey> read(Path path) {
        try {
            return Optional.of(VaultKey.parse(Files.readString(path)));
        } catch (IOException | HoldfastException e) {
            return Optional.empty();
        }
    }

    private List<Path> siblings() {
        String name = current.getFileName().toString();
        try (Stream<Path> paths = Files.list(directory())) {
            return paths.filter(
                            path -> {
                                String other = path.getFileName().toString();
                                return other.startsWith(name + FORMER) || other.equals(name + NEXT);
                            })
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of(); // a directory that cannot be listed holds no kept keys for this user
        }
    }

    /// The key that is to come; made unless an earlier rotation that was cut off made it.
    VaultKey next(SecureRandom random) {
        Path path = sibling(NEXT);
        try {
            if (Files.exists(path)) {
                return VaultKey.parse(Files.readString(path));
            }
        } catch (IOException e) {
            throw failed(path, e);
        }
        VaultKey key = VaultKey.random(random);
        write(path, key, Optional.of(current));
        return key;
    }

    /// Makes the next key the one in use; `before` stays beside it.
    ///
    /// @return where `before` is kept
    Path promoteNext(VaultKey before) {
        Path former = sibling(FORMER + before.id());
        if (!Files.exists(former)) {
            write(former, before, Optional.of(current));
        }
        try {
            Files.move(sibling(NEXT), current, ATOMIC_MOVE, REPLACE_EXISTING);
            sync(directory());
            return former;
        } catch (IOException e) {
            throw failed(current, e);
        }
    }

    /// A new file that holds `key`, readable by its owner only.
    ///
    /// @param like whose owner it gets
    static void write(Path path, VaultKey key, Optional<Path> like) {
        Path file = path.toAbsolutePath();
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        try {
            Files.createDirectories(parent(file));
            Files.deleteIfExists(unfinished);
            try (FileChannel channel =
                    FileChannel.open(
                            unfinished,
                            Set.of(CREATE_NEW, WRITE),
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------")))) {
                channel.write(
                        ByteBuffer.wrap((key.base64() + "\n").getBytes(StandardCharsets.US_ASCII)));
                channel.force(true);
            }
            if (like.isPresent()) {
                giveTo(unfinished, like.get());
            }
            putInPlace(unfinished, file);
            sync(parent(file));
        } catch (IOException e) {
            throw failed(path, e);
        }
    }

    /// A link never replaces a key that somebody else made meanwhile; where there are no links, a
    /// look has to do.
    private static void putInPlace(Path unfinished, Path file) throws IOException {
        try {
            Files.createLink(file, unfinished);
            Files.delete(unfinished);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            if (Files.exists(file)) {
                throw new FileAlreadyExistsException(file.toString());
            }
            Files.move(unfinished, file, ATOMIC_MOVE);
        }
    }

    private static void giveTo(Path file, Path like) throws IOException {
        PosixFileAttributes wanted = Files.readAttributes(like, PosixFileAttributes.class);
        PosixFileAttributeView view =
                Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (!view.readAttributes().owner().equals(wanted.owner())) {
            view.setOwner(wanted.owner());
        }
        if (!view.readAttributes().group().equals(wanted.group())) {
            view.setGroup(wanted.group());
        }
        view.setPermissions(wanted.permissions());
    }

    private Path sibling(String suffix) {
        return current.resolveSibling(current.getFileName() + suffix);
    }

    private Path directory() {
        return parent(current);
    }

    private static Path parent(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? file : parent;
    }

    /// A link is followed, so that the file itself is replaced.
    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path.toAbsolutePath();
        }
    }

    private static void sync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, READ)) {
            channel.force(true);
        }
    }

    private static HoldfastException failed(Path path, IOException e) {
        return new HoldfastException(
                ProblemCode.VAULT_KEY_MISSING,
                "vault key %s cannot be written: %s".formatted(path, e.getMessage()),
                "make its directory writable, or name another file under vault: key:",
                e);
    }
}
