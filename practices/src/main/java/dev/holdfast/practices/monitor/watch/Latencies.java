package dev.holdfast.practices.monitor.watch;

import dev.holdfast.core.health.Pulse.Beat;
import dev.holdfast.core.health.Pulse.Standby;
import dev.holdfast.core.metric.Sample;
import dev.holdfast.core.metric.Series;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/// What a probe measured since it was last asked. Safe for many threads.
final class Latencies {
    private final String database;
    private final Map<String, Standby> standbys = new LinkedHashMap<>();
    private final Throughput transactions = new Throughput();
    private long count;
    private double sum;
    private double highest;

    Latencies(String database) {
        this.database = database;
    }

    synchronized void add(Beat beat) {
        double seconds = beat.latency().toNanos() / 1e9;
        count++;
        sum += seconds;
        highest = Math.max(highest, seconds);
        transactions.heard(beat.transactions());
        beat.standbys().forEach(each -> standbys.put(each.name(), each));
    }

    /// The mean, in seconds.
    synchronized OptionalDouble mean() {
        return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / count);
    }

    /// Everything since the last time, as samples.
    synchronized List<Sample> take(Instant now) {
        List<Sample> samples = new ArrayList<>();
        if (count > 0) {
            samples.add(new Sample(new Series(database, "probe", ""), now, sum / count));
            samples.add(new Sample(new Series(database, "probe.highest", ""), now, highest));
        }
        transactions
                .take(now)
                .ifPresent(rate ->
                        samples.add(
                                new Sample(new Series(database, "transactions", ""), now, rate)));
        standbys.values()
                .forEach(each ->
                        samples.add(
                                new Sample(
                                        new Series(database, "standby-lag", each.name()),
                                        now,
                                        each.lagSeconds())));
        standbys.clear();
        count = 0;
        sum = 0;
        highest = 0;
        return samples;
    }
}
