package dev.holdfast.server.handover;

import dev.holdfast.core.operation.OperationListener;
import dev.holdfast.core.operation.Request;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// The command's end of one conversation.
public final class HandoverClient implements AutoCloseable {
    private final Line line;
    private final String version;
    private final BlockingQueue<Optional<Message>> received = new LinkedBlockingQueue<>();

    private HandoverClient(Line line, String version) {
        this.line = line;
        this.version = version;
    }

    /// Empty when nobody listens at `socket`: then the daemon is gone.
    public static Optional<HandoverClient> connect(String socket, String version) {
        try {
            SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
            return Optional.of(new HandoverClient(new Line(channel), version));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    public static boolean takes(Request<?> request) {
        return Kind.of(request.kind()).isPresent();
    }

    /// Has the daemon carry `request` out. Fails as the operation does; `DAEMON_LOST` when the
    /// daemon went away, `DAEMON_OTHER` when it does not take this work.
    ///
    /// An interrupt cancels the operation, and its end is waited for.
    ///
    /// @param listener hears of the operation's events on this thread
    @SuppressWarnings("unchecked") // Kind pairs requests and results
    public <R> R run(Request<R> request, OperationListener listener) {
        Kind kind = Kind.of(request.kind()).orElseThrow();
        line.send(new Message.Ask(version, kind.name(), Line.tree(request)));
        Thread.ofVirtual().name("daemon").start(this::receive);
        RemoteOperation operation = new RemoteOperation(listener);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    Message message = received.take().orElseThrow(() -> lost(request, operation));
                    switch (message) {
                        case Message.Result it -> {
                            return (R) Line.value(it.result(), kind.result());
                        }
                        case Message.Failed it -> throw new HoldfastException(it.problem(), null);
                        default -> operation.hear(message);
                    }
                } catch (InterruptedException e) {
                    interrupted = true;
                    line.send(new Message.Cancel());
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("no " + kind.result(), e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void receive() {
        try {
            Optional<Message> message;
            do {
                message = line.receive();
                received.add(message);
            } while (message.isPresent());
        } catch (IOException e) {
            received.add(Optional.empty());
        }
    }

    private static HoldfastException lost(Request<?> request, RemoteOperation operation) {
        return new HoldfastException(
                ProblemCode.DAEMON_LOST,
                "the daemon went away during " + request.kind() + " of " + request.subject(),
                operation
                        .id()
                        .map(id -> "holdfast operation show " + id)
                        .orElse("holdfast operation list"));
    }

    @Override
    public void close() {
        try {
            line.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
