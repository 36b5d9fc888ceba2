package dev.holdfast.server.schedule;

import dev.holdfast.core.estate.BackupPolicy;
import dev.holdfast.core.estate.Deployment;
import dev.holdfast.core.estate.Estate;
import dev.holdfast.core.estate.Schedule;
import dev.holdfast.core.operation.Request;
import dev.holdfast.practices.backup.ExpireBackups;
import dev.holdfast.practices.backup.ProveBackup;
import dev.holdfast.practices.backup.ProveDue;
import dev.holdfast.practices.backup.RunBackup;
import dev.holdfast.practices.backup.StreamWal;
import dev.holdfast.practices.backup.SyncVault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What an estate wants done, and when.
public final class EstateJobs {
    /// How soon an endless job that ended begins again.
    private static final Schedule AGAIN = new Schedule.Every(Duration.ofSeconds(30));

    private static final Duration HOUR = Duration.ofHours(1);

    /// How often storages that missed something are caught up from the others.
    private static final Schedule CAUGHT_UP = new Schedule.Every(HOUR);

    /// How often goes what no policy keeps, and pieces of log that were stored once more as a
    /// whole.
    private static final Schedule TIDIED = new Schedule.Every(Duration.ofDays(1));

    private EstateJobs() {}

    public static List<Job> of(Estate estate) {
        List<Job> jobs = new ArrayList<>();
        addUpkeep(estate, jobs);
        for (Deployment deployment : estate.deployments()) {
            estate.keeper(deployment)
                    .filter(deployment::equals) // once for each server
                    .flatMap(Deployment::backup)
                    .ifPresent(policy -> addBackups(deployment.label(), policy, jobs));
        }
        return jobs;
    }

    /// What concerns the whole vault. Nothing expires while storages are being caught up.
    private static void addUpkeep(Estate estate, List<Job> jobs) {
        List<BackupPolicy> policies =
                estate.deployments().stream()
                        .flatMap(deployment -> deployment.backup().stream())
                        .toList();
        Request<?> sync = new SyncVault(List.of(), Optional.empty());
        boolean syncs = policies.stream().anyMatch(policy -> policy.to().size() > 1);
        if (syncs) {
            jobs.add(new Job(sync, CAUGHT_UP, false, Optional.empty()));
        }
        if (policies.stream().anyMatch(policy -> policy.keep().isPresent() || policy.streamed())) {
            Request<?> expire =
                    new ExpireBackups(Optional.empty(), Optional.empty(), Optional.empty());
            jobs.add(new Job(expire, TIDIED, false, Optional.of(sync.kind()).filter(_ -> syncs)));
        }
    }

    private static void addBackups(String label, BackupPolicy policy, List<Job> jobs) {
        Request<?> run = new RunBackup(label, false, false);
        policy.every().ifPresent(every -> jobs.add(new Job(run, every, false, Optional.empty())));
        if (policy.streamed()) {
            jobs.add(new Job(new StreamWal(label), AGAIN, true, Optional.empty()));
        }
        policy.prove()
                .newest()
                .map(Schedule.Every::new)
                .ifPresent(newest -> jobs.add(proof(label, newest, run.kind())));
        policy.prove()
                .allWithin()
                .map(EstateJobs::pace)
                .ifPresent(pace ->
                        jobs.add(
                                new Job(
                                        new ProveDue(label),
                                        pace,
                                        false,
                                        Optional.of(run.kind()))));
    }

    /// One copy a time: a hundred of them within the time, or one an hour.
    private static Schedule pace(Duration allWithin) {
        Duration hundredth = allWithin.dividedBy(100);
        return new Schedule.Every(hundredth.compareTo(HOUR) < 0 ? hundredth : HOUR);
    }

    private static Job proof(String label, Schedule schedule, String after) {
        return new Job(
                new ProveBackup(label, "latest", Optional.empty()),
                schedule,
                false,
                Optional.of(after));
    }
}
