package dev.holdfast.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.operation.Progress;
import dev.holdfast.testkit.MemoryStorage;
import dev.holdfast.vault.CopyCheck.Depth;
import dev.holdfast.vault.CopyCheck.Flaw;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Damage in the log is remembered in the storage that it was found in, as long as it is there.
final class LogDamagesTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Taking.NOON);
    private final MemoryStorage onsite = new MemoryStorage("onsite", now::get);
    private final MemoryStorage cloud = new MemoryStorage("cloud", now::get);
    private final VaultKey key = VaultKey.random(Taking.RANDOM);
    private final Vault here = Vault.create(onsite, key, Taking.NOON, Taking.RANDOM);
    private final Vault there = Vault.createLike(here, cloud);
    private final Streaming both = new Streaming(List.of(here, there), now::get);

    private String damaged = "";
    private byte[] sound = {};

    @BeforeEach
    void damageOne() throws Exception {
        both.snapshot(1, 0);
        both.segments(1, 0, 5);
        damaged = there.streamedWal(Streaming.SYSTEM).parts().get(2).key();
        sound = cloud.bytes(damaged);
        cloud.corrupt(damaged, bytes -> new byte[bytes.length]);
    }

    @Test
    void standsFromTheTimeItWasFound() throws Exception {
        assertThat(damages(there)).isEmpty();
        look(there);
        look(there);
        assertThat(damages(there))
                .singleElement()
                .satisfies(damage -> {
                    assertThat(damage.part().key()).isEqualTo(damaged);
                    assertThat(damage.noticed()).isEqualTo(Taking.NOON);
                });
        look(here);
        assertThat(damages(here)).isEmpty();
    }

    @Test
    void isOutdatedOnceItIsMended() throws Exception {
        look(there);
        now.updateAndGet(before -> before.plus(Duration.ofMinutes(1)));
        Mending.Site site = new Mending.Site(there, there.storage(), key, now::get, Taking.RANDOM);
        new Mending(site, List.of(here), true, Progress.silent()).run();
        assertThat(damages(there)).isEmpty();
    }

    @Test
    void isTakenBackWhenTheObjectIsSoundAfterAll() throws Exception {
        look(there);
        cloud.corrupt(damaged, _ -> sound);
        assertThat(damages(there)).hasSize(1);
        look(there);
        assertThat(damages(there)).isEmpty();
    }

    @Test
    void saysNothingOfWhatIsMissing() throws Exception {
        cloud.delete(damaged);
        look(there);
        assertThat(damages(there)).isEmpty();
    }

    private static List<LogDamage> damages(Vault copy) {
        return copy.streamedWal(Streaming.SYSTEM).damages();
    }

    private void look(Vault copy) throws InterruptedException {
        Map<String, String> wrong =
                new CopyCheck(copy, Depth.HASHES, Progress.silent())
                        .run().flaws().stream().collect(Collectors.toMap(Flaw::object, Flaw::what));
        new LogDamages(copy).keep(wrong, "anna@desk", now.get(), Taking.RANDOM);
    }
}
