package dev.holdfast.practices.overview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.storage.Deletion;
import dev.holdfast.practices.overview.CheckLog.StorageAttempts;
import dev.holdfast.practices.overview.CheckLog.Tried;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WorstLossTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private static final List<String> THREE_COPIES = List.of("onsite", "usb", "cloud");

    @Test
    void countsTheCopiesOfTheCredentialThatDeletesMost() {
        WorstLoss loss =
                WorstLoss.of(
                        THREE_COPIES,
                        tried(
                                storage("onsite", writer("this machine's user", Deletion.POSSIBLE)),
                                storage("usb", writer("this machine's user", Deletion.POSSIBLE)),
                                storage(
                                        "cloud",
                                        writer("access key A", Deletion.REFUSED),
                                        pruner("access key B", Deletion.POSSIBLE)),
                                storage("other", writer("access key B", Deletion.POSSIBLE))));
        assertThat(loss).isEqualTo(new WorstLoss(NOON, "this machine's user", 2, 3, List.of()));
    }

    @Test
    void aPrunerThatSharesItsCredentialCountsForEveryCopy() {
        WorstLoss loss =
                WorstLoss.of(
                        THREE_COPIES,
                        tried(
                                storage("onsite", writer("one", Deletion.POSSIBLE)),
                                storage(
                                        "usb",
                                        writer("two", Deletion.REFUSED),
                                        pruner("three", Deletion.POSSIBLE)),
                                storage(
                                        "cloud",
                                        writer("four", Deletion.LOCKED),
                                        pruner("three", Deletion.POSSIBLE))));
        assertThat(loss).isEqualTo(new WorstLoss(NOON, "three", 2, 3, List.of()));
    }

    @Test
    void saysWhatNobodyTried() {
        WorstLoss loss =
                WorstLoss.of(
                        THREE_COPIES,
                        tried(
                                storage("onsite", writer("one", Deletion.REFUSED)),
                                storage("cloud", writer("two", Deletion.UNKNOWN))));
        assertThat(loss).isEqualTo(new WorstLoss(NOON, "", 0, 3, List.of("cloud", "usb")));
    }

    private static Tried tried(StorageAttempts... storages) {
        return new Tried(NOON, List.of(storages));
    }

    private static StorageAttempts storage(String name, Attempt... attempts) {
        return new StorageAttempts(name, List.of(attempts));
    }

    private static Attempt writer(String credential, Deletion deletion) {
        return new Attempt(Attempt.WRITER, credential, deletion);
    }

    private static Attempt pruner(String credential, Deletion deletion) {
        return new Attempt(Attempt.PRUNER, credential, deletion);
    }
}
