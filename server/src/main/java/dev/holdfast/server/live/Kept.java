package dev.holdfast.server.live;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An answer that is dear to make, kept for a while. Safe for many threads; it is made by one at a
/// time.
///
/// @param <S> what it is made from; another one makes what was kept worthless
public final class Kept<S, T> {
    private static final Logger LOG = LoggerFactory.getLogger(Kept.class);

    private final Supplier<S> source;
    private final Function<S, T> maker;
    private final InstantSource clock;
    private final AtomicBoolean refreshing = new AtomicBoolean();
    private volatile @Nullable Answer<S, T> kept;

    /// @param at when it was asked for
    /// @param took how long it took to make
    public record Answer<S, T>(S source, T value, Instant at, Duration took) {}

    public Kept(Supplier<S> source, Function<S, T> maker, InstantSource clock) {
        this.source = source;
        this.maker = maker;
        this.clock = clock;
    }

    /// At once where anything is kept; one that is older than `wanted` is made anew meanwhile.
    public Answer<S, T> get(Duration wanted) {
        Optional<Answer<S, T>> present = present();
        present.filter(answer -> isOlder(answer, wanted)).ifPresent(_ -> refreshSoon());
        return present.orElseGet(this::first);
    }

    /// What is kept of the present source.
    public Optional<Answer<S, T>> present() {
        return Optional.ofNullable(kept).filter(answer -> answer.source().equals(source.get()));
    }

    /// Makes it anew, and waits for that.
    public synchronized Answer<S, T> refresh() {
        S from = source.get();
        Instant began = clock.instant();
        T value = maker.apply(from);
        Answer<S, T> made =
                new Answer<>(from, value, began, Duration.between(began, clock.instant()));
        kept = made;
        return made;
    }

    private synchronized Answer<S, T> first() {
        return present().orElseGet(this::refresh);
    }

    private boolean isOlder(Answer<S, T> answer, Duration wanted) {
        return answer.at().plus(wanted).isBefore(clock.instant());
    }

    /// Returns at once. What fails is logged, and tried again when next asked for.
    public void refreshSoon() {
        if (refreshing.compareAndSet(false, true)) {
            Thread.ofVirtual().name("refresh").start(this::refreshQuietly);
        }
    }

    private void refreshQuietly() {
        try {
            refresh();
        } catch (RuntimeException e) {
            LOG.warn("what is shown could not be brought up to date", e);
        } finally {
            refreshing.set(false);
        }
    }
}
