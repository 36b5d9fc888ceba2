package dev.holdfast.server.live;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// Tells everybody who listens. Whoever does not take what is told in time is dropped, and comes
/// again.
public final class Hub implements AutoCloseable {
    private static final int MOST_LISTENERS = 100;
    private static final int MOST_WAITING = 64;

    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean newcomers = new AtomicBoolean();
    private volatile boolean closed;

    /// @param name of the kind of event
    /// @param data one line of JSON
    public record Message(String name, String data) {}

    /// Empty when too many listen already.
    public Optional<Listener> listen() {
        if (closed || listeners.size() >= MOST_LISTENERS) {
            return Optional.empty();
        }
        Listener listener = new Listener();
        listeners.add(listener);
        newcomers.set(true);
        return Optional.of(listener);
    }

    boolean isHeard() {
        return !listeners.isEmpty();
    }

    /// Whether anybody came since this was last asked: they know nothing yet.
    boolean hasNewcomers() {
        return newcomers.getAndSet(false);
    }

    void tell(Message message) {
        listeners.forEach(listener -> listener.take(message));
    }

    /// Lets everybody go.
    @Override
    public void close() {
        closed = true;
        listeners.forEach(Listener::close);
    }

    /// One end of the line. Closed by whoever listens.
    public final class Listener implements AutoCloseable {
        private final BlockingQueue<Message> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
        private volatile boolean gone;

        private Listener() {}

        private void take(Message message) {
            if (!waiting.offer(message)) {
                close();
            }
        }

        public boolean isOpen() {
            return !gone;
        }

        /// The next message; empty when there is none for so long.
        public Optional<Message> next(long seconds) throws InterruptedException {
            return Optional.ofNullable(waiting.poll(seconds, TimeUnit.SECONDS));
        }

        @Override
        public void close() {
            gone = true;
            listeners.remove(this);
        }
    }
}
