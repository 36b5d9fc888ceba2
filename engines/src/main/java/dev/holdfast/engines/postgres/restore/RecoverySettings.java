package dev.holdfast.engines.postgres.restore;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The settings that a restore wants, completed so that the server accepts them.
///
/// @param lines `name = value`
/// @param targeted whether recovery is to end at a target, which takes a `recovery.signal`
record RecoverySettings(List<String> lines, boolean targeted) {

    private static final Set<String> TARGETS =
            Set.of(
                    "recovery_target",
                    "recovery_target_lsn",
                    "recovery_target_name",
                    "recovery_target_time",
                    "recovery_target_xid");

    static RecoverySettings of(List<String> wanted) {
        Set<String> names =
                Set.copyOf(wanted.stream().map(RestoredConfiguration::settingName).toList());
        boolean targeted = names.stream().anyMatch(TARGETS::contains);
        List<String> lines = new ArrayList<>();
        if (targeted) {
            lines.addAll(othersUnset(names));
        }
        lines.addAll(wanted);
        return new RecoverySettings(
                List.copyOf(lines), targeted || names.contains("restore_command"));
    }

    /// A target that the source once had would be a second one. All WAL is in `pg_wal`, and yet the
    /// server asks for a command (a failing one means: look in `pg_wal`). At the target the server
    /// is to open, not to wait.
    private static List<String> othersUnset(Set<String> names) {
        List<String> lines = new ArrayList<>();
        TARGETS.stream()
                .sorted()
                .filter(target -> !names.contains(target))
                .forEach(target -> lines.add(target + " = ''"));
        if (!names.contains("restore_command")) {
            lines.add("restore_command = 'false'");
        }
        if (!names.contains("recovery_target_action")) {
            lines.add("recovery_target_action = 'promote'");
        }
        return lines;
    }
}
