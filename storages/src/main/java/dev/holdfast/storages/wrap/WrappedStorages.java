package dev.holdfast.storages.wrap;

import dev.holdfast.core.estate.StorageDeclaration;
import dev.holdfast.core.estate.StorageOpener;
import dev.holdfast.core.storage.Storage;
import java.time.Duration;
import java.util.random.RandomGenerator;

/// Opens storages in their wrappings, from the inside: counted, so that each try counts; throttled;
/// tried again.
public final class WrappedStorages implements StorageOpener {
    private static final RetryRule RULE = new RetryRule(6, Duration.ofSeconds(30));

    private final StorageOpener adapters;
    private final RandomGenerator random;

    /// @param random spreads second tries, so that many who failed at once do not return at once
    public WrappedStorages(StorageOpener adapters, RandomGenerator random) {
        this.adapters = adapters;
        this.random = random;
    }

    @Override
    public Storage open(StorageDeclaration declaration) {
        Storage counted = new Metered(adapters.open(declaration));
        Storage throttled =
                declaration.bandwidth().isPresent()
                        ? new Throttled(counted, declaration.bandwidth().getAsLong(), Pause.REAL)
                        : counted;
        return new Retrying(throttled, RULE, random, Pause.REAL);
    }
}
