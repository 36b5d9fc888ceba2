package dev.holdfast.server.handover;

import dev.holdfast.core.operation.OperationRunner;
import dev.holdfast.core.operation.OperationRunner.Observation;
import dev.holdfast.core.operation.Request;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.Problem;
import dev.holdfast.core.problem.ProblemCode;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One operation for one command, on the thread that holds it.
final class Conversation {
    private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);

    private final Line line;
    private final String version;
    private final OperationRunner operations;

    Conversation(Line line, String version, OperationRunner operations) {
        this.line = line;
        this.version = version;
        this.operations = operations;
    }

    void hold() throws IOException {
        if (!(line.receive().orElse(null) instanceof Message.Ask ask)) {
            return;
        }
        Optional<Kind> kind = Kind.of(ask.kind());
        if (!ask.version().equals(version) || kind.isEmpty()) {
            line.send(new Message.Failed(notTaken(ask)));
            return;
        }
        Request<?> request = Line.value(ask.request(), kind.get().request());
        Thread worker = Thread.currentThread();
        Thread.ofVirtual().name("cancel").start(() -> heedCancel(worker));
        line.send(outcome(request));
    }

    private Message outcome(Request<?> request) {
        try (Teller teller = new Teller(line, request);
                Observation _ = operations.observe(teller)) {
            return new Message.Result(Line.tree(operations.run(request)));
        } catch (HoldfastException e) {
            return new Message.Failed(e.problem());
        } catch (InterruptedException e) {
            return new Message.Failed(
                    new Problem(
                            ProblemCode.OPERATION_CANCELLED,
                            request.kind() + " of " + request.subject() + " was interrupted",
                            "holdfast operation list"));
        } catch (RuntimeException e) {
            LOG.error("{} {}", request.kind(), request.subject(), e);
            return new Message.Failed(
                    new Problem(
                            ProblemCode.BUG,
                            "a bug in Holdfast: " + e,
                            "please report it, with the daemon's log"));
        } finally {
            Thread.interrupted(); // a cancel has done its work; the answer must still go out
        }
    }

    private void heedCancel(Thread worker) {
        try {
            if (line.receive().orElse(null) instanceof Message.Cancel) {
                worker.interrupt();
            }
        } catch (IOException e) {
            LOG.debug("the command went away; its work goes on", e);
        }
    }

    private Problem notTaken(Message.Ask ask) {
        return new Problem(
                ProblemCode.DAEMON_OTHER,
                "the daemon (version "
                        + version
                        + ") does not take '"
                        + ask.kind()
                        + "' from version "
                        + ask.version(),
                "restart the daemon: holdfast serve");
    }
}
