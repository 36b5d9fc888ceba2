package dev.holdfast.practices.backup;

import dev.holdfast.practices.backup.moment.Plan;
import dev.holdfast.practices.backup.moment.Plan.Stop;
import dev.holdfast.practices.branch.Replay;
import dev.holdfast.vault.StreamedWal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// Says to PostgreSQL where recovery ends. Everything is an LSN: what it means in time or by
/// transaction was read in the log before.
record RecoveryTarget(Plan plan, boolean pause) {

    Optional<Replay> replay() {
        if (plan.stop() instanceof Stop.AsTaken) {
            return Optional.empty();
        }
        return Optional.of(
                new Replay(plan.log(), plan.wal(), plan.timeline(), histories(), settings()));
    }

    /// A server that is promoted takes the first number behind its own that has no history file: so
    /// it must see those of all others, of whatever restore.
    private Map<Integer, String> histories() {
        StreamedWal log = plan.log();
        Map<Integer, String> histories = new HashMap<>();
        int newest = log.parts().stream().mapToInt(part -> part.timeline()).max().orElse(1);
        IntStream.rangeClosed(2, Math.max(newest, plan.timeline()))
                .forEach(timeline ->
                        log.historyText(timeline).ifPresent(text -> histories.put(timeline, text)));
        return histories;
    }

    private List<String> settings() {
        List<String> lines = new ArrayList<>();
        lines.add("restore_command = 'false'");
        lines.add("recovery_target_timeline = '%d'".formatted(plan.timeline()));
        switch (plan.stop()) {
            case Stop.AsTaken _ -> {}
            case Stop.AtTheEnd _ -> lines.add("recovery_target_lsn = ''");
            case Stop.Before(var lsn) -> stopAt(lsn.toString(), "off", lines);
            case Stop.After(var lsn) -> stopAt(lsn.toString(), "on", lines);
        }
        return lines;
    }

    private void stopAt(String lsn, String inclusive, List<String> lines) {
        lines.add("recovery_target_lsn = '%s'".formatted(lsn));
        lines.add("recovery_target_inclusive = " + inclusive);
        lines.add("recovery_target_action = " + (pause ? "pause" : "promote"));
    }

    /// What the server will do when it is started, for people.
    String onStart() {
        String replay =
                plan.wal().isEmpty()
                        ? "it recovers to the end of the snapshot"
                        : "it replays up to %d MB of WAL".formatted((plan.walBytes() >> 20) + 1);
        return switch (plan.stop()) {
            case Stop.AsTaken _ -> replay + " and opens for writing";
            case Stop.AtTheEnd _ ->
                    replay + ", all that is stored, and opens for writing on a timeline of its own";
            case Stop.Before(var lsn) -> replay + ", stops right before " + lsn + then();
            case Stop.After(var lsn) ->
                    replay + ", stops right after the record at " + lsn + then();
        };
    }

    private String then() {
        return pause
                ? ", opens for reading only and waits: SELECT pg_wal_replay_resume(); opens it for writing"
                : " and opens for writing on a timeline of its own";
    }
}
