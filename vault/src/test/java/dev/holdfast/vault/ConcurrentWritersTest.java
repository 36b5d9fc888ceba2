package dev.holdfast.vault;

import dev.holdfast.testkit.MemoryStorage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

final class ConcurrentWritersTest {

    @Test
    void doNotHurtEachOther() throws Exception {
        VaultKey key = VaultKey.random(Taking.RANDOM);
        MemoryStorage storage = new MemoryStorage("onsite");
        Vault.create(storage, key, Taking.NOON, Taking.RANDOM);
        Data data = Data.random(new Random(11));
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Future<String>> results = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                results.add(threads.submit(() -> takeTwice(Vault.unlock(storage, key), data)));
            }
            for (Future<String> result : results) {
                Reading.assertHolds(Vault.unlock(storage, key).snapshot(result.get()), data);
            }
        }
    }

    private static String takeTwice(Vault vault, Data data) throws InterruptedException {
        Taking taking = new Taking(List.of(vault));
        String first = taking.take(data, Optional.empty()).manifest().id();
        return taking.take(data, Optional.of(vault.snapshot(first))).manifest().id();
    }
}
