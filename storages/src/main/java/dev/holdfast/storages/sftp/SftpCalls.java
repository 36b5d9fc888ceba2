package dev.holdfast.storages.sftp;

import dev.holdfast.storages.remote.PatientCall;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.common.SftpException;
import org.jspecify.annotations.Nullable;

/// Every request to the host, each on a channel that it has for itself. Channels are kept; one on
/// which a call failed is closed.
final class SftpCalls implements AutoCloseable {
    /// OpenSSH allows ten channels in one connection (`MaxSessions`).
    private static final int MOST_CHANNELS = 8;

    private static final PatientCall PATIENT = new PatientCall(Duration.ofSeconds(60));

    private final SftpConnection connection;
    private final SftpFailures failures;
    private final Semaphore permits = new Semaphore(MOST_CHANNELS);
    private final ConcurrentLinkedDeque<SftpClient> idle = new ConcurrentLinkedDeque<>();

    /// What is asked in one or several requests.
    interface Request<T> {
        T send(SftpClient client) throws IOException;
    }

    SftpCalls(SftpConnection connection, SftpFailures failures) {
        this.connection = connection;
        this.failures = failures;
    }

    SftpFailures failures() {
        return failures;
    }

    <T> T call(String key, Request<T> request) {
        return call(key, request, () -> 0);
    }

    /// @param progress changes as long as something moves
    <T> T call(String key, Request<T> request, LongSupplier progress) {
        try {
            return PATIENT.run(() -> onChannel(request), progress);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failures.translate(key, e);
        } catch (IOException | UncheckedIOException e) {
            throw failures.translate(key, e);
        }
    }

    private <T> T onChannel(Request<T> request) throws IOException, InterruptedException {
        permits.acquire();
        try {
            SftpClient channel = channel();
            boolean usable = false;
            try {
                T answer = request.send(channel);
                usable = true;
                return answer;
            } catch (SftpException e) {
                usable = true; // the host answered
                throw e;
            } finally {
                giveBack(channel, usable);
            }
        } finally {
            permits.release();
        }
    }

    private SftpClient channel() throws IOException {
        @Nullable SftpClient kept;
        while ((kept = idle.poll()) != null) {
            if (kept.isOpen()) {
                return kept;
            }
        }
        return connection.channel();
    }

    private void giveBack(SftpClient channel, boolean usable) {
        if (usable && channel.isOpen()) {
            idle.push(channel);
        } else {
            discard(channel);
        }
    }

    /// What went wrong before is what is told.
    private static void discard(SftpClient channel) {
        try {
            channel.close();
        } catch (IOException e) {
            return;
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
