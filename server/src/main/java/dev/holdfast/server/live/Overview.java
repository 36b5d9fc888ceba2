package dev.holdfast.server.live;

import dev.holdfast.core.estate.Estate;
import dev.holdfast.practices.backup.BackupList;
import dev.holdfast.practices.overview.StatusReport;
import dev.holdfast.server.live.Kept.Answer;
import dev.holdfast.server.workshop.Workshop;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// What the storages hold, read once for everybody who looks.
///
/// How often depends on what it costs: never more than a twentieth of the time is spent on it, and
/// where requests are billed, it is asked as seldom as a growing log is stored there.
public final class Overview {
    private static final Duration SOONEST = Duration.ofSeconds(5);
    private static final int REST = 20;
    private static final int PIECES = 5;

    private final Kept<Workshop, Picture> pictures;

    public record Picture(BackupList backups, StatusReport status) {}

    public Overview(Supplier<Workshop> workshop, InstantSource clock) {
        this.pictures = new Kept<>(workshop, Overview::look, clock);
    }

    private static Picture look(Workshop workshop) {
        BackupList backups = workshop.catalogue().list(Optional.empty());
        return new Picture(backups, workshop.status(backups));
    }

    public Picture picture() {
        return pictures.get(pictures.present().map(Overview::rest).orElse(SOONEST)).value();
    }

    /// Brings it up to date because something has happened.
    void refresh() {
        pictures.refresh();
    }

    /// Whether it is time to look again, though nothing is known to have happened.
    boolean isDue(InstantSource clock) {
        return pictures.present()
                .map(answer -> answer.at().plus(rest(answer)).isBefore(clock.instant()))
                .orElse(true);
    }

    private static Duration rest(Answer<Workshop, Picture> answer) {
        Duration cost = answer.took().multipliedBy(REST);
        Duration pieces = pieceInterval(answer.source().estate()).multipliedBy(PIECES);
        return Stream.of(SOONEST, cost, pieces).max(Comparator.naturalOrder()).orElseThrow();
    }

    private static Duration pieceInterval(Estate estate) {
        return estate.storages().stream()
                .map(storage -> storage.settings().pieceInterval())
                .max(Comparator.naturalOrder())
                .orElse(SOONEST);
    }
}
