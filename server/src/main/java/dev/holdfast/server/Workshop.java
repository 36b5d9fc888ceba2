package dev.holdfast.server;

import dev.holdfast.core.estate.Estate;
import dev.holdfast.core.operation.OperationHistory;
import dev.holdfast.core.operation.OperationRunner;

/// An estate as it was read once, with what carries out its operations.
public interface Workshop extends AutoCloseable {

    Estate estate();

    OperationRunner operations();

    OperationHistory history();

    @Override
    void close();
}
