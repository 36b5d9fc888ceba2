package dev.holdfast.practices.monitor.check;

import static dev.holdfast.core.health.Unit.COUNT;
import static dev.holdfast.core.health.Unit.SECONDS;

import dev.holdfast.core.estate.BackupPolicy;
import dev.holdfast.core.estate.Schedule;
import dev.holdfast.core.health.Check;
import dev.holdfast.core.health.Check.Kind;
import dev.holdfast.core.health.Limits;
import java.time.Duration;
import java.util.List;

/// The checks of backups, with limits from the backup's own policy.
public final class BackupCheckSet {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration MONTH = Duration.ofDays(30);

    /// For a policy that says nothing.
    public static final List<Check> STANDARD =
            List.of(
                    backupAge(DAY),
                    proofAge(MONTH),
                    recoveryPoint(Duration.ofMinutes(1), Duration.ofSeconds(1)),
                    objective(),
                    gaps(),
                    copies());

    private BackupCheckSet() {}

    /// @param every how often a snapshot is due
    static Check backupAge(Duration every) {
        return check(
                "backup-age",
                "how long ago the newest snapshot was taken",
                "one that was missed is a warning at once; three, and nobody is looking. Without"
                        + " `every:` a day is assumed",
                "holdfast backup run DATABASE; why did the last one fail: holdfast operation list",
                Limits.above(SECONDS, seconds(every) * 1.5 + 900, seconds(every) * 3 + 900));
    }

    static Duration every(BackupPolicy policy) {
        return policy.every().map(BackupCheckSet::interval).orElse(DAY);
    }

    /// A cron expression is taken for a day: what it says more often is noticed by then.
    private static Duration interval(Schedule schedule) {
        return switch (schedule) {
            case Schedule.Every(Duration interval) -> interval;
            case Schedule.Cron _ -> DAY;
        };
    }

    /// @param within how old the newest proof may be
    static Check proofAge(Duration within) {
        return check(
                "proof-age",
                "how long ago a copy was last proven by starting it: the unproven age",
                "a backup that was never restored is a hope; twice the interval that the policy wants,"
                        + " or 30 days where it wants none",
                "holdfast backup prove DATABASE",
                Limits.above(SECONDS, 2 * seconds(within), 4 * seconds(within)));
    }

    /// @param objective how much work may be lost
    /// @param pieces how often the quickest storage takes a piece of the log; what is not three
    ///   times as old may just be on its way
    static Check recoveryPoint(Duration objective, Duration pieces) {
        double warning = Math.max(30, Math.max(seconds(objective), 3 * seconds(pieces)));
        return check(
                "recovery-point",
                "how much work would be lost now, in the storage that is furthest",
                "the objective of the policy, or a minute, and at least three times as long as the"
                        + " storage takes pieces; ten times the objective is a stream that stands",
                "does `holdfast serve` run, and stream? holdfast status",
                Limits.above(
                        SECONDS, warning, Math.max(10 * seconds(objective) + 60, 2 * warning)));
    }

    static Check objective() {
        return check(
                "recovery-objective",
                "whether the objective of the policy is one (1) that no storage can keep",
                "a storage that bills by request takes a piece of the log only every 10 to 30"
                        + " seconds: less loss than that cannot be promised with it alone",
                "add a storage on a disk or over SFTP, or say a longer objectives: recovery-point",
                Limits.warnAbove(COUNT, 1));
    }

    static Check gaps() {
        return check(
                "wal-gaps",
                "holes of the last week in the streamed log, of which no moment can be restored",
                "each is a time that is lost for ever, and its cause may come back",
                "holdfast backup list shows them; take a snapshot now: holdfast backup run DATABASE",
                Limits.warnAbove(COUNT, 1));
    }

    static Check copies() {
        return check(
                "copies",
                "whether backups are in one place only (1), share a failure domain (1), or are not"
                        + " declared for what is protected (2)",
                "what shares a site, a provider or an account is lost together",
                "declare a second storage elsewhere, and name both under to:",
                Limits.above(COUNT, 1, 2));
    }

    private static Check check(
            String name, String about, String why, String remedy, Limits limits) {
        return new Check(name, about, why, remedy, limits, Kind.LEVEL, true, "");
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
