package dev.holdfast.server.handover;

import dev.holdfast.core.operation.OperationRunner;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The daemon's end: listens until closed. Conversations under way are not cut off by its close;
/// they end with their operations.
public final class HandoverServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HandoverServer.class);

    private final ServerSocketChannel listening;
    private final Path socket;
    private final String version;
    private final Supplier<OperationRunner> operations;

    private HandoverServer(
            ServerSocketChannel listening,
            Path socket,
            String version,
            Supplier<OperationRunner> operations) {
        this.listening = listening;
        this.socket = socket;
        this.version = version;
        this.operations = operations;
    }

    /// Listens at `socket`, whose directory only its owner may enter.
    ///
    /// @param operations asked anew for each conversation
    public static HandoverServer listen(
            Path socket, String version, Supplier<OperationRunner> operations) throws IOException {
        Files.deleteIfExists(socket);
        ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listening.bind(UnixDomainSocketAddress.of(socket));
        HandoverServer server = new HandoverServer(listening, socket, version, operations);
        Thread.ofVirtual().name("handover").start(server::accept);
        return server;
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel channel = listening.accept();
                Thread.ofVirtual().name("conversation").start(() -> converse(channel));
            }
        } catch (ClosedChannelException e) {
            LOG.debug("closed", e);
        } catch (IOException e) {
            LOG.error("no work is taken over any more", e);
        }
    }

    private void converse(SocketChannel channel) {
        try (Line line = new Line(channel)) {
            new Conversation(line, version, operations.get()).hold();
        } catch (IOException e) {
            LOG.warn("a command went away", e);
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
            Files.deleteIfExists(socket);
        } catch (IOException e) {
            LOG.warn("socket {}", socket, e);
        }
    }
}
