package dev.holdfast.server.schedule;

import dev.holdfast.core.estate.BackupPolicy;
import dev.holdfast.core.estate.Deployment;
import dev.holdfast.core.estate.Estate;
import dev.holdfast.core.estate.Schedule;
import dev.holdfast.core.operation.Request;
import dev.holdfast.practices.backup.ProveBackup;
import dev.holdfast.practices.backup.RunBackup;
import dev.holdfast.practices.backup.StreamWal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What an estate wants done, and when.
public final class EstateJobs {
    /// How soon an endless job that ended begins again.
    private static final Schedule AGAIN = new Schedule.Every(Duration.ofSeconds(30));

    private EstateJobs() {}

    public static List<Job> of(Estate estate) {
        List<Job> jobs = new ArrayList<>();
        for (Deployment deployment : estate.deployments()) {
            estate.keeper(deployment)
                    .filter(deployment::equals) // once for each server
                    .flatMap(Deployment::backup)
                    .ifPresent(policy -> addBackups(deployment.label(), policy, jobs));
        }
        return jobs;
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
    }

    private static Job proof(String label, Schedule schedule, String after) {
        return new Job(
                new ProveBackup(label, "latest", Optional.empty()),
                schedule,
                false,
                Optional.of(after));
    }
}
