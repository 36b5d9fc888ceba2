package dev.holdfast.practices.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.operation.Progress;
import dev.holdfast.testkit.engine.SyntheticServer;
import dev.holdfast.vault.CopyCheck.Depth;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/// Snapshots in two storages, of which the cloud loses something and gets it back from onsite.
abstract class CloudTest {
    @TempDir Path temporary;

    final Workbench bench = new Workbench();
    final SyntheticServer server = bench.server;
    final List<String> ids = new ArrayList<>();
    private final List<Map<String, byte[]>> states = new ArrayList<>();

    /// Remembers what the server holds.
    final void takeSnapshot() throws InterruptedException {
        ids.add(bench.backUp().snapshot());
        states.add(server.files());
    }

    final void assertCloudRestoresAlone() throws InterruptedException, IOException {
        bench.onsite.keys().forEach(bench.onsite::delete);
        for (int i = 0; i < ids.size(); i++) {
            Path directory = temporary.resolve(ids.get(i));
            bench.restore(ids.get(i), "cloud", directory, false);
            Map<String, byte[]> restored = Workbench.restored(directory);
            assertThat(restored.keySet()).isEqualTo(states.get(i).keySet());
            states.get(i)
                    .forEach((path, bytes) ->
                            assertThat(restored.get(path)).as(path).isEqualTo(bytes));
        }
    }

    final VaultReport check() throws InterruptedException {
        return new CheckVaultHandler(bench.context)
                .run(new CheckVault(Depth.HASHES), Progress.silent());
    }
}
