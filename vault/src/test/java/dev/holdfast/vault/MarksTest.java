package dev.holdfast.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.core.storage.Content;
import dev.holdfast.testkit.MemoryStorage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class MarksTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Taking.NOON);
    private final MemoryStorage storage = new MemoryStorage("onsite", now::get);
    private final VaultKey key = VaultKey.random(Taking.RANDOM);
    private final Vault vault = Vault.create(storage, key, Taking.NOON, Taking.RANDOM);
    private final Data data = Data.random(new Random(3));
    private String id = "";

    @BeforeEach
    void takeOne() throws Exception {
        id = new Taking(List.of(vault)).take(data, Optional.empty()).manifest().id();
    }

    @Test
    void anExpiredSnapshotIsNotListedAndStillWhole() throws Exception {
        vault.marks().expire(id, "the policy keeps others", "me@here", Taking.RANDOM);

        assertThat(vault.snapshotIds()).isEmpty();
        assertThat(vault.storedIds()).containsExactly(id);
        assertThat(vault.marks().tombstones().get(id))
                .isEqualTo(new Tombstone(id, "the policy keeps others", "me@here", now.get()));
        Reading.assertHolds(vault.snapshot(id), data);
    }

    @Test
    void comesBackWithinTheGrace() throws Exception {
        vault.marks().expire(id, "why", "me@here", Taking.RANDOM);
        pass(Duration.ofHours(22));

        assertThat(vault.marks().undoExpiry(id, "me@here", Taking.RANDOM)).isTrue();
        assertThat(vault.snapshotIds()).containsExactly(id);
        assertThat(vault.marks().undoExpiry(id, "me@here", Taking.RANDOM)).isFalse();
        pass(Duration.ofDays(9));
        assertThat(vault.snapshotIds()).containsExactly(id);
    }

    @Test
    void expiresAgainAfterItCameBack() {
        vault.marks().expire(id, "why", "me@here", Taking.RANDOM);
        vault.marks().undoExpiry(id, "me@here", Taking.RANDOM);
        vault.marks().expire(id, "again", "me@here", Taking.RANDOM);

        assertThat(vault.snapshotIds()).isEmpty();
        assertThat(vault.marks().tombstones())
                .hasEntrySatisfying(id, tomb -> assertThat(tomb.reason()).isEqualTo("again"));
    }

    @Test
    void doesNotComeBackWhenPartsOfItMayBeDeleted() {
        vault.marks().expire(id, "why", "me@here", Taking.RANDOM);
        pass(Duration.ofHours(23));

        assertThatThrownBy(() -> vault.marks().undoExpiry(id, "me@here", Taking.RANDOM))
                .isInstanceOfSatisfying(
                        HoldfastException.class,
                        e -> assertThat(e.is(ProblemCode.TARGET_REFUSED)).isTrue());
        assertThat(vault.snapshotIds()).isEmpty();
    }

    /// A release that was on its way for hours must not bring back what is deleted already.
    @Test
    void aReleaseThatArrivedTooLateDoesNotCount() {
        vault.marks().expire(id, "why", "me@here", Taking.RANDOM);
        String tombstone = only(ObjectKeys.EXPIRED);
        pass(Duration.ofHours(25));
        new Notes(vault.objects()).release(tombstone, "me@here", Taking.RANDOM);

        assertThat(vault.snapshotIds()).isEmpty();
        assertThat(vault.marks().tombstones()).containsKey(id);
    }

    /// Who can write to a storage, and has no key, must not be able to hide snapshots.
    @Test
    void aForgedTombstoneDoesNotCount() {
        storage.create(ObjectKeys.EXPIRED + id + "-00000000", Content.of(new byte[200]));

        assertThat(vault.snapshotIds()).containsExactly(id);
        assertThat(vault.marks().tombstones()).isEmpty();
    }

    @Test
    void aPinHoldsUntilItEndsOrIsTakenBack() {
        Instant end = now.get().plus(Duration.ofDays(3));
        Pin pin = new Pin(id, Optional.of(end), "before the upgrade", "me@here", now.get());
        vault.marks().pin(pin, Taking.RANDOM);

        assertThat(vault.marks().pins()).containsExactly(pin);
        assertThat(pin.holdsAt(end.minusSeconds(1))).isTrue();
        assertThat(pin.holdsAt(end)).isFalse();
        assertThat(vault.marks().unpin(id, "me@here", Taking.RANDOM)).isTrue();
        assertThat(vault.marks().pins()).isEmpty();
        assertThat(vault.marks().unpin(id, "me@here", Taking.RANDOM)).isFalse();
    }

    private void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    private String only(String prefix) {
        return storage.keys().stream().filter(found -> found.startsWith(prefix)).findFirst().get();
    }
}
