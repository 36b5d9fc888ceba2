package dev.holdfast.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.vault.Proof;
import dev.holdfast.vault.Proof.RungVerdict;
import dev.holdfast.vault.Proof.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Objects of a vault that are missing, cut short, longer, exchanged or replaced: a proof ends at
/// rung 0 and names the object.
final class VaultDamageTest {

    private interface Damage {
        void apply(Path object, Path other) throws Exception;
    }

    @Test
    void aProofNamesTheObjectThatIsWrong(@TempDir Path directory) throws Exception {
        try (ProofSite site = ProofSite.on(18, true, directory)) {
            site.server()
                    .execute(
                            "shop",
                            "create table t as select g, md5(g::text) from generate_series(1, 5000) g");
            site.backUp(List.of());
            site.backUp(List.of());
            for (String kind : List.of("packs", "maps", "lists", "wal")) {
                List<Path> objects = objects(site.directory().resolve("onsite").resolve(kind));
                Path newest = objects.getLast();
                Path other = objects.getFirst();
                assertFound(site, newest, other, (object, _) -> Files.delete(object));
                assertFound(site, newest, other, (object, _) -> resize(object, -1));
                assertFound(site, newest, other, (object, _) -> resize(object, 1));
                assertFound(
                        site,
                        newest,
                        other,
                        (object, another) ->
                                Files.copy(another, object, StandardCopyOption.REPLACE_EXISTING));
                assertFound(
                        site,
                        newest,
                        other,
                        (object, _) -> Files.write(object, new byte[(int) Files.size(object)]));
            }
        }
    }

    /// Oldest first: the last one is the newest snapshot's.
    private static List<Path> objects(Path root) throws Exception {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .sorted((a, b) -> Long.compare(modified(a), modified(b)))
                    .toList();
        }
    }

    private static long modified(Path file) {
        return file.toFile().lastModified();
    }

    private static void resize(Path object, int by) throws Exception {
        byte[] bytes = Files.readAllBytes(object);
        Files.write(object, Arrays.copyOf(bytes, bytes.length + by));
    }

    private static void assertFound(ProofSite site, Path object, Path other, Damage damage)
            throws Exception {
        byte[] good = Files.readAllBytes(object);
        object.toFile().setWritable(true);
        damage.apply(object, other);
        try {
            Proof proof = site.prove();
            assertThat(proof.verdict()).isEqualTo(Verdict.FAILED);
            assertThat(proof.rungs().getFirst().verdict()).isEqualTo(RungVerdict.FAIL);
            assertThat(proof.rungs().getFirst().figure()).contains(object.getFileName().toString());
        } finally {
            Files.write(object, good);
        }
    }
}
