package dev.holdfast.cli.workplace;

import dev.holdfast.core.estate.Estate;
import dev.holdfast.core.operation.Operations;

/// One command's hold on the estate, its operations and its journal. Each part is opened when first
/// asked for; closing closes what was opened.
public interface Session extends AutoCloseable {

    Estate estate();

    Operations operations();

    @Override
    void close();
}
