package dev.holdfast.cli.progress;

import dev.holdfast.core.operation.Event;

final class SilentDisplay implements ProgressDisplay {

    @Override
    public void on(Event event) {}

    @Override
    public void close() {}
}
