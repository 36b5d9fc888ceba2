package dev.holdfast.app;

import dev.holdfast.core.estate.Estate;
import dev.holdfast.core.operation.OperationHistory;
import dev.holdfast.core.operation.OperationRunner;
import dev.holdfast.server.Workshop;

/// One reading of the estate, as the daemon works with it.
record ServedEstate(OpenSession session) implements Workshop {

    @Override
    public Estate estate() {
        return session.estate();
    }

    @Override
    public OperationRunner operations() {
        return session.runner();
    }

    @Override
    public OperationHistory history() {
        return session.history();
    }

    @Override
    public void close() {
        session.close();
    }
}
