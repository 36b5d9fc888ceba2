package dev.holdfast.storages.sftp;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.storages.remote.PassingFailure;
import dev.holdfast.storages.remote.RemoteProblems;
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
    private final RemoteProblems problems;
    private final SftpSettings settings;
    private final HostKeys hostKeys;

    SftpFailures(String storage, SftpSettings settings, HostKeys hostKeys) {
        this.problems = new RemoteProblems(storage, settings.where().location());
        this.settings = settings;
        this.hostKeys = hostKeys;
    }

    RemoteProblems problems() {
        return problems;
    }

    HoldfastException translate(String key, Exception e) {
        Optional<HoldfastException> ours = RemoteProblems.ours(e);
        if (ours.isPresent()) {
            return ours.get();
        }
        if (e instanceof InterruptedException) {
            return problems.interrupted(key, e);
        }
        if (RemoteProblems.causeOf(e, SftpConnection.UnusableKey.class).isPresent()) {
            return problems.problem(
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
        Optional<SftpException> answer = RemoteProblems.causeOf(e, SftpException.class);
        return answer.isPresent() ? answered(key, answer.get()) : noAnswer(key, e);
    }

    private HoldfastException untrusted(String key, String fingerprint, Exception e) {
        String file = settings.knownHosts().toString();
        return problems.problem(
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
                    problems.missing(key, e);
            case SftpConstants.SSH_FX_FILE_ALREADY_EXISTS -> problems.exists(key, e);
            case SftpConstants.SSH_FX_PERMISSION_DENIED,
                    SftpConstants.SSH_FX_WRITE_PROTECT,
                    SftpConstants.SSH_FX_CANNOT_DELETE ->
                    problems.problem(
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
        return problems.problem(
                ProblemCode.STORAGE_UNREACHABLE,
                key,
                "failed: the host says \"" + e.getMessage() + "\"",
                "look at the directory there, and at the host's log: journalctl -u ssh",
                e);
    }

    HoldfastException full(String key, @Nullable Exception e) {
        return problems.problem(
                ProblemCode.STORAGE_FULL,
                key,
                "could not be written: no space left in " + settings.where().path(),
                "free space there: df -h " + settings.where().path(),
                e);
    }

    HoldfastException noDirectory() {
        return problems.problem(
                ProblemCode.STORAGE_UNREACHABLE,
                "",
                "is not there",
                "mount it on the host, or, if it is a new storage: holdfast vault init",
                null);
    }

    private HoldfastException noAnswer(String key, Exception e) {
        if (RemoteProblems.causeOf(e, UnknownHostException.class).isPresent()
                || RemoteProblems.causeOf(e, UnresolvedAddressException.class).isPresent()) {
            return unreachable(key, "failed: no host of that name", e);
        }
        if (String.valueOf(e.getMessage()).contains("No more authentication methods")) {
            return problems.problem(
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
        return unreachable(
                key,
                "failed: " + RemoteProblems.innermost(e).orElse("the connection broke"),
                new PassingFailure(e));
    }

    private HoldfastException unreachable(String key, String what, Exception e) {
        return problems.problem(
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
}
