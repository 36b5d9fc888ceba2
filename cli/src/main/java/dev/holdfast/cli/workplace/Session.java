package dev.holdfast.cli.workplace;

import dev.holdfast.core.estate.Estate;
import dev.holdfast.core.journal.Journal;
import dev.holdfast.core.operation.OperationHistory;
import dev.holdfast.core.operation.OperationListener;
import dev.holdfast.core.operation.OperationRunner.Observation;
import dev.holdfast.core.operation.Operations;

/// One command's hold on the estate, its operations and its journal. Each part is opened when first
/// asked for; closing closes what was opened.
public interface Session extends AutoCloseable {

    Estate estate();

    Operations operations();

    /// Tells `listener` of every event of [#operations] until the result is closed.
    Observation observe(OperationListener listener);

    /// Operations past and present, of any process.
    OperationHistory history();

    Journal journal();

    @Override
    void close();
}
