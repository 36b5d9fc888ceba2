package dev.holdfast.core.operation;

import java.util.concurrent.atomic.LongAdder;

final class SilentProgress implements Progress {
    private final LongAdder done = new LongAdder();

    @Override
    public void step(String name) {}

    @Override
    public void expect(long total, Unit unit) {}

    @Override
    public LongAdder done() {
        return done;
    }

    @Override
    public void note(String line) {}
}
