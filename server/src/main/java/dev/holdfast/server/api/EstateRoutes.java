package dev.holdfast.server.api;

import dev.holdfast.core.access.Role;
import dev.holdfast.core.estate.BackupPolicy;
import dev.holdfast.core.estate.Deployment;
import dev.holdfast.core.estate.Estate;
import dev.holdfast.core.estate.FailureDomain;
import dev.holdfast.core.estate.StorageDeclaration;
import dev.holdfast.server.schedule.EstateJobs;
import dev.holdfast.server.schedule.Job;
import dev.holdfast.server.schedule.Timetable;
import dev.holdfast.server.workshop.Workshop;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// What is declared, and what is due when.
final class EstateRoutes {
    private final String version;
    private final InstantSource clock;
    private final Instant began;

    EstateRoutes(String version, InstantSource clock) {
        this.version = version;
        this.clock = clock;
        this.began = clock.instant();
    }

    /// @param now the daemon's clock: ages count from it
    record EstateAnswer(
            String name,
            String version,
            String timeZone,
            Instant now,
            List<DatabaseView> databases,
            List<StorageView> storages,
            List<String> notYet) {}

    /// @param isProtected production-like
    /// @param branchesNeed the role that opens branches and brings rows back
    record DatabaseView(
            String label,
            String database,
            String environment,
            boolean isProtected,
            Role branchesNeed,
            Optional<PolicyView> backup) {

        static DatabaseView of(Deployment deployment) {
            return new DatabaseView(
                    deployment.label(),
                    deployment.database(),
                    deployment.environment().name(),
                    deployment.environment().isProtected(),
                    Permission.toSee(deployment),
                    deployment.backup().map(PolicyView::of));
        }
    }

    /// @param keepsAll no rule lets snapshots go
    /// @param recoveryPointSeconds as wished, not as it is
    record PolicyView(
            Optional<String> every,
            List<String> to,
            boolean streamed,
            boolean keepsAll,
            Optional<Long> recoveryPointSeconds,
            Optional<Long> recoveryTimeSeconds) {

        static PolicyView of(BackupPolicy policy) {
            return new PolicyView(
                    policy.every().map(Object::toString),
                    policy.to(),
                    policy.streamed(),
                    policy.keep().isEmpty(),
                    policy.objectives().recoveryPoint().map(wish -> wish.toSeconds()),
                    policy.objectives().recoveryTime().map(wish -> wish.toSeconds()));
        }
    }

    /// @param credential whose it is opened with; storages that say the same are lost together
    /// @param hasPruner deleting needs another credential than writing
    record StorageView(
            String name,
            String type,
            FailureDomain domain,
            String credential,
            boolean hasPruner,
            List<String> databases) {

        static StorageView of(StorageDeclaration storage, Estate estate) {
            return new StorageView(
                    storage.name(),
                    storage.settings().type(),
                    storage.domain(),
                    storage.settings().credential(),
                    storage.hasPruner(),
                    estate.deployments().stream()
                            .filter(each ->
                                    each.backup()
                                            .filter(policy -> policy.to().contains(storage.name()))
                                            .isPresent())
                            .map(Deployment::label)
                            .toList());
        }
    }

    record ScheduleAnswer(List<JobView> jobs) {}

    /// @param next empty while it runs, or until what it follows was done
    record JobView(String kind, String subject, boolean isEndless, Optional<Instant> next) {}

    List<Route> all() {
        return List.of(
                Route.get(
                        "/api/v1/estate",
                        "What is declared",
                        EstateAnswer.class,
                        call -> estate(call.workshop().estate())),
                Route.get(
                        "/api/v1/schedule",
                        "What is due when",
                        ScheduleAnswer.class,
                        call -> schedule(call.workshop())));
    }

    private EstateAnswer estate(Estate estate) {
        return new EstateAnswer(
                estate.name(),
                version,
                estate.timeZone().getId(),
                clock.instant(),
                estate.deployments().stream().map(DatabaseView::of).toList(),
                estate.storages().stream().map(each -> StorageView.of(each, estate)).toList(),
                estate.notYet());
    }

    private ScheduleAnswer schedule(Workshop workshop) {
        Estate estate = workshop.estate();
        Timetable timetable = new Timetable(began, estate.timeZone(), workshop.history()::newest);
        return new ScheduleAnswer(
                EstateJobs.of(estate).stream().map(job -> view(job, timetable)).toList());
    }

    private static JobView view(Job job, Timetable timetable) {
        return new JobView(
                job.request().kind(), job.request().subject(), job.isEndless(), timetable.due(job));
    }
}
