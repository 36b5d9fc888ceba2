package dev.holdfast.storages.sftp;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.Problem;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.storages.remote.PassingFailure;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;
import java.util.Optional;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;
import org.jspecify.annotations.Nullable;

/// Tells what the host answered, or that it did not, in the words of the storage port. Version 3 of
/// the protocol, which OpenSSH speaks, has one code (`FAILURE`) for a full disk and much else.
final class SftpFailures {
    private final String storage;
    private final SftpSettings settings;
    private final HostKeys hostKeys;

    SftpFailures(String storage, SftpSettings settings, HostKeys hostKeys) {
        this.storage = storage;
        this.settings = settings;
        this.hostKeys = hostKeys;
    }

    HoldfastException translate(String key, Exception e) {
        Optional<HoldfastException> ours = causeOf(e, HoldfastException.class);
        if (ours.isPresent()) {
            return ours.get(); // a secret that cannot be read, a broken source
        }
        if (e instanceof InterruptedException) {
            return problem(ProblemCode.OPERATION_CANCELLED, key, "was interrupted", "", e);
        }
        if (causeOf(e, SftpConnection.UnusableKey.class).isPresent()) {
            return problem(
                    ProblemCode.STORAGE_DENIED,
                    key,
                    "cannot be reached: the private key cannot be read, or its passphrase is wrong",
                    "try it: ssh-keygen -y -f KEYFILE",
                    e);
        }
        Optional<String> refused = hostKeys.refused();
        if (refused.isPresent()) {
            return untrusted(key, refused.get(), e);
        }
        Optional<SftpException> answer = causeOf(e, SftpException.class);
        return answer.isPresent() ? answered(key, answer.get()) : noAnswer(key, e);
    }

    private HoldfastException untrusted(String key, String fingerprint, Exception e) {
        String file = settings.knownHosts().toString();
        return problem(
                ProblemCode.STORAGE_DENIED,
                key,
                "cannot be reached: %s shows a key that %s does not trust (%s)"
                        .formatted(settings.where().host(), file, fingerprint),
                "compare the fingerprint with the host's own; if it is right: ssh-keyscan -p %d %s >> %s"
                        .formatted(settings.where().port(), settings.where().host(), file),
                e);
    }

    private HoldfastException answered(String key, SftpException e) {
        return switch (e.getStatus()) {
            case SftpConstants.SSH_FX_NO_SUCH_FILE, SftpConstants.SSH_FX_NO_SUCH_PATH ->
                    missing(key, e);
            case SftpConstants.SSH_FX_FILE_ALREADY_EXISTS -> exists(key, e);
            case SftpConstants.SSH_FX_PERMISSION_DENIED,
                    SftpConstants.SSH_FX_WRITE_PROTECT,
                    SftpConstants.SSH_FX_CANNOT_DELETE ->
                    problem(
                            ProblemCode.STORAGE_DENIED,
                            key,
                            "is refused by the host",
                            "give user %s the directory %s there"
                                    .formatted(settings.login().user(), settings.where().path()),
                            e);
            case SftpConstants.SSH_FX_NO_SPACE_ON_FILESYSTEM, SftpConstants.SSH_FX_QUOTA_EXCEEDED ->
                    full(key, e);
            case SftpConstants.SSH_FX_NO_CONNECTION, SftpConstants.SSH_FX_CONNECTION_LOST ->
                    lost(key, e);
            default -> saysItIsFull(e) ? full(key, e) : failed(key, e);
        };
    }

    private static boolean saysItIsFull(SftpException e) {
        String words = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return words.contains("no space left") || words.contains("quota exceeded");
    }

    private HoldfastException failed(String key, SftpException e) {
        return problem(
                ProblemCode.STORAGE_UNREACHABLE,
                key,
                "failed: the host says \"" + e.getMessage() + "\"",
                "look at the directory there, and at the host's log: journalctl -u ssh",
                e);
    }

    HoldfastException missing(String key, @Nullable Exception e) {
        return problem(ProblemCode.OBJECT_MISSING, key, "is missing", "holdfast vault check", e);
    }

    HoldfastException exists(String key, @Nullable Exception e) {
        return problem(
                ProblemCode.OBJECT_EXISTS,
                key,
                "exists already and is never overwritten",
                "run the command again",
                e);
    }

    HoldfastException full(String key, @Nullable Exception e) {
        return problem(
                ProblemCode.STORAGE_FULL,
                key,
                "could not be written: no space left in " + settings.where().path(),
                "free space there: df -h " + settings.where().path(),
                e);
    }

    HoldfastException endsAt(String key, long size) {
        return problem(
                ProblemCode.OBJECT_DAMAGED,
                key,
                "ends at byte %d, before what was asked for".formatted(size),
                "holdfast vault check",
                null);
    }

    HoldfastException noDirectory() {
        return problem(
                ProblemCode.STORAGE_UNREACHABLE,
                "",
                "is not there",
                "mount it on the host, or, if it is a new storage: holdfast vault init",
                null);
    }

    private HoldfastException noAnswer(String key, Exception e) {
        if (causeOf(e, UnknownHostException.class).isPresent()
                || causeOf(e, UnresolvedAddressException.class).isPresent()) {
            return unreachable(key, "failed: no host of that name", e);
        }
        if (String.valueOf(e.getMessage()).contains("No more authentication methods")) {
            return problem(
                    ProblemCode.STORAGE_DENIED,
                    key,
                    "cannot be reached: the host refuses user " + settings.login().user(),
                    "correct user:, key: and password: of this storage in holdfast.yaml, or let the"
                            + " key in there: ssh-copy-id",
                    e);
        }
        return lost(key, e);
    }

    private HoldfastException lost(String key, Exception e) {
        return unreachable(key, "failed: " + innermost(e), new PassingFailure(e));
    }

    /// The library's own words name its classes.
    private static String innermost(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? "the connection broke" : cause.getMessage();
    }

    private HoldfastException unreachable(String key, String what, Exception e) {
        return problem(
                ProblemCode.STORAGE_UNREACHABLE,
                key,
                what,
                "try it: sftp -P %d %s@%s"
                        .formatted(
                                settings.where().port(),
                                settings.login().user(),
                                settings.where().host()),
                e);
    }

    private HoldfastException problem(
            ProblemCode code, String key, String what, String hint, @Nullable Exception e) {
        String object = key.isEmpty() ? settings.where().location() : "object " + key;
        return new HoldfastException(
                new Problem(code, "storage '%s': %s %s".formatted(storage, object, what), hint), e);
    }

    private static <T extends Throwable> Optional<T> causeOf(Throwable e, Class<T> type) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
        }
        return Optional.empty();
    }
}
