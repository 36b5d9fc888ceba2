package dev.holdfast.app;

import dev.holdfast.core.operation.Event;
import dev.holdfast.core.operation.OperationListener;
import dev.holdfast.core.operation.OperationRunner;
import dev.holdfast.core.operation.OperationRunner.Observation;
import dev.holdfast.core.operation.Operations;
import dev.holdfast.core.operation.Request;
import dev.holdfast.server.DaemonAddress;
import dev.holdfast.server.handover.HandoverClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// Lets the daemon do what it takes, when one serves this state; everything else is done here.
final class HandedOver implements Operations {
    private final Path state;
    private final String version;
    private final Once<OperationRunner> here;
    private final List<OperationListener> listeners = new CopyOnWriteArrayList<>();

    HandedOver(Path state, String version, Once<OperationRunner> here) {
        this.state = state;
        this.version = version;
        this.here = here;
    }

    @Override
    public <R> R run(Request<R> request) throws InterruptedException {
        if (HandoverClient.takes(request)) {
            Optional<DaemonAddress> address = DaemonAddress.read(state);
            Optional<HandoverClient> daemon =
                    address.flatMap(it -> HandoverClient.connect(it.socket(), version));
            if (daemon.isPresent()) {
                try (HandoverClient client = daemon.get()) {
                    return client.run(request, this::tell);
                }
            }
        }
        return runHere(request);
    }

    private <R> R runHere(Request<R> request) throws InterruptedException {
        try (Observation _ = here.value().observe(this::tell)) {
            return here.value().run(request);
        }
    }

    Observation observe(OperationListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private void tell(Event event) {
        listeners.forEach(listener -> listener.on(event));
    }
}
