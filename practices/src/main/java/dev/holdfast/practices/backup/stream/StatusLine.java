package dev.holdfast.practices.backup.stream;

import dev.holdfast.practices.backup.stream.StreamView.StorageView;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Collectors;

/// One line for people: what could be lost if the server were gone now, in each storage.
record StatusLine(StreamView view, Instant now) {

    String text() {
        return view.storages().stream().map(this::storage).collect(Collectors.joining(", "));
    }

    private String storage(StorageView storage) {
        if (storage.problem().isPresent()) {
            return storage.name() + " away" + lag(storage);
        }
        if (storage.isBehind()) {
            return storage.name() + " behind" + lag(storage);
        }
        if (storage.isCurrent()) {
            return storage.name() + " current";
        }
        return storage.name() + " " + age(storage.recoveryPoint()) + " ago";
    }

    private static String lag(StorageView storage) {
        return storage.lagBytes() == 0
                ? ""
                : String.format(Locale.ROOT, " (%.1f MB)", storage.lagBytes() / 1e6);
    }

    private String age(Instant time) {
        if (time.equals(Instant.EPOCH)) {
            return "?";
        }
        Duration age = Duration.between(time, now);
        return age.compareTo(Duration.ofMinutes(2)) < 0
                ? String.format(Locale.ROOT, "%.1f s", Math.max(0, age.toMillis()) / 1000.0)
                : age.toMinutes() + " min";
    }
}
