package dev.holdfast.core.problem;

import java.util.Locale;

/// Every way in which Holdfast can fail that a user can do something about. The code that users and
/// scripts see is the name in lower case with dashes; it never changes once released. Each has its
/// paragraph in `docs/reference/problems.md` (a test compares).
public enum ProblemCode {
    USAGE(ExitCode.USAGE),
    CONFIGURATION_INVALID(ExitCode.CONFIGURATION),
    CONFIGURATION_MISSING(ExitCode.CONFIGURATION),
    SECRET_MISSING(ExitCode.CONFIGURATION),
    STATE_UNUSABLE(ExitCode.CONFIGURATION),

    STORAGE_UNREACHABLE(ExitCode.UNREACHABLE),
    STORAGE_FULL(ExitCode.UNREACHABLE),
    STORAGE_DENIED(ExitCode.UNREACHABLE),
    OBJECT_MISSING(ExitCode.NOT_WELL),
    OBJECT_EXISTS(ExitCode.REFUSED),
    OBJECT_DAMAGED(ExitCode.NOT_WELL),

    VAULT_MISSING(ExitCode.CONFIGURATION),
    VAULT_FOREIGN(ExitCode.REFUSED),
    VAULT_FORMAT_UNKNOWN(ExitCode.REFUSED),
    VAULT_KEY_MISSING(ExitCode.CONFIGURATION),
    VAULT_KEY_WRONG(ExitCode.CONFIGURATION),
    SNAPSHOT_UNKNOWN(ExitCode.USAGE),
    SNAPSHOT_DAMAGED(ExitCode.NOT_WELL),
    MOMENT_UNKNOWN(ExitCode.USAGE),
    RECEIPT_INVALID(ExitCode.NOT_WELL),

    SERVER_UNREACHABLE(ExitCode.UNREACHABLE),
    SERVER_LOGIN_FAILED(ExitCode.UNREACHABLE),
    SERVER_GRANT_MISSING(ExitCode.REFUSED),
    SERVER_UNSUITABLE(ExitCode.REFUSED),
    SERVER_CHANGED(ExitCode.REFUSED),
    SERVER_LOST(ExitCode.UNREACHABLE),
    SERVER_BUSY(ExitCode.REFUSED),

    TABLE_UNKNOWN(ExitCode.USAGE),
    TABLE_DROPPED(ExitCode.NOT_WELL),
    REPAIR_FAILED(ExitCode.NOT_WELL),

    NOT_CONFIRMED(ExitCode.REFUSED),
    TARGET_REFUSED(ExitCode.REFUSED),
    TARGET_UNUSABLE(ExitCode.REFUSED),
    BINARIES_MISSING(ExitCode.REFUSED),
    SCRATCH_FAILED(ExitCode.NOT_WELL),
    MOUNT_REFUSED(ExitCode.REFUSED),
    BRANCH_REFUSED(ExitCode.REFUSED),
    BRANCH_UNKNOWN(ExitCode.USAGE),

    OPERATION_RUNNING(ExitCode.REFUSED),
    OPERATION_UNKNOWN(ExitCode.USAGE),
    OPERATION_CANCELLED(ExitCode.CANCELLED),
    DAEMON_RUNNING(ExitCode.REFUSED),
    DAEMON_OTHER(ExitCode.REFUSED),
    DAEMON_LOST(ExitCode.UNREACHABLE),
    LISTEN_FAILED(ExitCode.REFUSED),
    LISTEN_REFUSED(ExitCode.REFUSED),
    LOGIN_NEEDED(ExitCode.REFUSED),
    NOT_ALLOWED(ExitCode.REFUSED),
    TOO_MANY_LOGINS(ExitCode.REFUSED),
    REQUEST_REFUSED(ExitCode.REFUSED),
    PAGE_UNKNOWN(ExitCode.USAGE),
    ALERT_UNDELIVERED(ExitCode.UNREACHABLE),
    JOURNAL_DAMAGED(ExitCode.NOT_WELL),
    DEMO_DEVIATED(ExitCode.NOT_WELL),
    BUG(ExitCode.BUG);

    private final ExitCode exitCode;

    ProblemCode(ExitCode exitCode) {
        this.exitCode = exitCode;
    }

    public ExitCode exitCode() {
        return exitCode;
    }

    /// The stable code that users see, such as `storage-unreachable`.
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
