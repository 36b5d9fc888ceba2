package dev.holdfast.practices.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.operation.Progress;
import dev.holdfast.core.storage.Content;
import dev.holdfast.practices.backup.VaultReport.VaultCopy;
import dev.holdfast.testkit.engine.SyntheticServer;
import dev.holdfast.vault.CopyCheck.Depth;
import dev.holdfast.vault.CopyCheck.Flaw;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VaultCheckTest {
    private final Workbench bench = new Workbench();
    private final List<String> ids = new ArrayList<>();

    @BeforeEach
    void takeTwoSnapshots() throws Exception {
        for (int round = 0; round < 2; round++) {
            byte[] pages = new byte[20 * SyntheticServer.PAGE_BYTES];
            new Random(round).nextBytes(pages);
            bench.server.put("base/1/10" + round, pages);
            ids.add(bench.backUp().snapshot());
        }
    }

    private VaultCopy cloud(Depth depth) throws InterruptedException {
        VaultReport report =
                new CheckVaultHandler(bench.context).run(new CheckVault(depth), Progress.silent());
        return report.storages().getLast();
    }

    private String first(String prefix) {
        return bench.cloud.keys().stream()
                .filter(key -> key.startsWith(prefix))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @EnumSource(Depth.class)
    void findsNothingWhereNothingIsWrong(Depth depth) throws Exception {
        VaultCopy cloud = cloud(depth);
        assertThat(cloud.problems()).isEmpty();
        assertThat(cloud.extra().orElseThrow().objects()).isZero();
    }

    @Test
    void namesAnObjectOnceHoweverManySnapshotsNeedIt() throws Exception {
        for (String pack : bench.cloud.keys()) {
            if (pack.startsWith("packs/")) {
                bench.cloud.corrupt(pack, bytes -> new byte[bytes.length]);
            }
        }
        VaultCopy cloud = cloud(Depth.HASHES);
        assertThat(cloud.flaws()).extracting(Flaw::object).doesNotHaveDuplicates();
        assertThat(cloud.flaws()).anyMatch(flaw -> flaw.snapshots().size() == 2);
        assertThat(cloud.flaws()).allMatch(flaw -> !flaw.affected().isEmpty());
        assertThat(cloud.problems()).noneMatch(problem -> problem.contains("base/1"));
    }

    @Test
    void findsAnEmptyManifest() throws Exception {
        bench.cloud.corrupt("snapshots/" + ids.getLast(), _ -> new byte[0]);
        assertThat(cloud(Depth.LISTING).flaws())
                .extracting(Flaw::object)
                .containsExactly("snapshots/" + ids.getLast());
    }

    @Test
    void findsDamagedKeysAlthoughNewerOnesOpenTheVault(@TempDir Path directory) throws Exception {
        new AddVaultKeyHandler(bench.context)
                .run(
                        new AddVaultKey(directory.resolve("escrow.key").toString()),
                        Progress.silent());
        bench.cloud.corrupt("keys/000001", _ -> new byte[] {'{'});
        assertThat(cloud(Depth.LISTING).flaws())
                .extracting(Flaw::object)
                .containsExactly("keys/000001");
    }

    @Test
    void tellsHowMuchNoSnapshotLeadsTo() throws Exception {
        bench.cloud.create("packs/ab/" + "ab".repeat(16), Content.of(new byte[100]));
        VaultCopy cloud = cloud(Depth.LISTING);
        assertThat(cloud.problems()).isEmpty();
        assertThat(cloud.extra().orElseThrow().objects()).isEqualTo(1);
        assertThat(cloud.extra().orElseThrow().bytes()).isEqualTo(100);
    }

    @Test
    void cannotTellThatWhereADamagedListHidesIt() throws Exception {
        bench.cloud.corrupt(first("lists/"), bytes -> new byte[bytes.length]);
        assertThat(cloud(Depth.LISTING).extra()).isEmpty();
    }
}
