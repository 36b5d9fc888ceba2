package dev.holdfast.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.engine.SourceFile.Kind;
import dev.holdfast.core.operation.Progress;
import dev.holdfast.core.storage.Content;
import dev.holdfast.testkit.MemoryStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A vault that was written once and lies in `src/test/resources/vault-v1`: whatever changes, it
/// must be read as it is. To write another one beside it: `-Dholdfast.write-format=DIRECTORY`.
final class FormatOneTest {
    private static final Path STORED = Path.of("src/test/resources/vault-v1");
    private static final VaultKey KEY =
            VaultKey.parse(Base64.getEncoder().encodeToString(new byte[32]));

    private static Data first() {
        Random random = new Random(20261122);
        Data data = new Data();
        data.put("PG_VERSION", Kind.PLAIN, new byte[] {'1', '8', '\n'});
        data.put("base/5/1", Kind.PAGED, Data.pages(random, 5));
        data.put("base/5/2", Kind.PAGED, new byte[3 * Data.PAGE]);
        data.put("base/5/2_fsm", Kind.PAGED, Data.pages(random, 1));
        return data;
    }

    private static Data second() {
        Data data = first();
        Data.Content content = data.content("base/5/1");
        byte[] page = Data.pages(new Random(1), 1);
        System.arraycopy(page, 0, content.bytes(), 2 * Data.PAGE, Data.PAGE);
        content.changed().add(2);
        return data;
    }

    @Test
    void isReadAsItWasWritten() throws Exception {
        String target = System.getProperty("holdfast.write-format");
        if (target != null) {
            write(Path.of(target));
        }
        Vault vault = Vault.unlock(load(), KEY);
        List<String> ids = vault.snapshotIds();
        assertThat(ids).hasSize(2);
        Reading.assertHolds(vault.snapshot(ids.get(0)), first());
        Reading.assertHolds(vault.snapshot(ids.get(1)), second());
        Snapshot snapshot = vault.snapshot(ids.get(1));
        assertThat(snapshot.verify(true, Progress.silent()).damages()).isEmpty();
        assertThat(snapshot.manifest().facts()).isEqualTo(Taking.FACTS);
    }

    private static MemoryStorage load() throws IOException {
        MemoryStorage storage = new MemoryStorage("stored");
        try (Stream<Path> files = Files.walk(STORED)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String key = STORED.relativize(file).toString();
                storage.create(key, Content.of(Files.readAllBytes(file)));
            }
        }
        return storage;
    }

    private static void write(Path target) throws IOException, InterruptedException {
        MemoryStorage storage = new MemoryStorage("stored");
        Vault vault = Vault.create(storage, KEY, Taking.NOON, Taking.RANDOM);
        Taking taking = new Taking(List.of(vault));
        Data first = first();
        String id = taking.take(first, Optional.empty()).manifest().id();
        taking.take(second(), Optional.of(vault.snapshot(id)), Optional.of(first));
        for (String key : storage.keys()) {
            Files.createDirectories(target.resolve(key).getParent());
            Files.write(target.resolve(key), storage.bytes(key));
        }
    }
}
