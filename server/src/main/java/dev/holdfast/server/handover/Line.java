package dev.holdfast.server.handover;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One end of a conversation. Many threads may send; one receives.
///
/// The channel is touched by threads of its own only: an interrupt during its use would close it,
/// and whoever sends may be a worker that was just cancelled.
final class Line implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Line.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LONGEST = 16 << 20;
    private static final int MOST_WAITING = 10_000;
    private static final String END = "";

    private final SocketChannel channel;
    private final BufferedReader in;
    private final Writer out;
    private final BlockingQueue<String> outgoing = new LinkedBlockingQueue<>(MOST_WAITING);
    private final Thread sender;

    Line(SocketChannel channel) {
        this.channel = channel;
        this.in = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
        this.out = Channels.newWriter(channel, StandardCharsets.UTF_8);
        this.sender = Thread.ofVirtual().name("sender").start(this::write);
    }

    static JsonNode tree(Object value) {
        return JSON.valueToTree(value);
    }

    /// @throws IOException when it is no `type`
    static <T> T value(JsonNode tree, Class<T> type) throws IOException {
        try {
            return JSON.treeToValue(tree, type);
        } catch (JacksonException e) {
            throw new IOException(e);
        }
    }

    /// Returns at once. What the other end does not take in time is dropped.
    void send(Message message) {
        if (!outgoing.offer(JSON.writeValueAsString(message) + "\n")) {
            LOG.debug("the other end does not listen");
        }
    }

    /// Waits for the next message; empty when the other end is gone.
    Optional<Message> receive() throws IOException {
        @Nullable String line = boundedLine();
        try {
            return line == null
                    ? Optional.empty()
                    : Optional.of(JSON.readValue(line, Message.class));
        } catch (JacksonException e) {
            throw new IOException(e);
        }
    }

    private @Nullable String boundedLine() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (c == '\n') {
                return line.toString();
            }
            if (line.length() == LONGEST) {
                throw new IOException("a line of more than " + LONGEST + " characters");
            }
            line.append((char) c);
        }
        return null;
    }

    private void write() {
        try {
            for (String line = outgoing.take(); !line.equals(END); line = outgoing.take()) {
                out.write(line);
                out.flush();
            }
        } catch (IOException e) {
            LOG.debug("the other end is gone", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Sends what is waiting, then hangs up.
    @Override
    public void close() throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            outgoing.offer(END);
            sender.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            channel.close();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
