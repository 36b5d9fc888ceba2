package dev.holdfast.app;

import dev.holdfast.cli.workplace.Demo;
import dev.holdfast.cli.workplace.Place;
import dev.holdfast.cli.workplace.Session;
import dev.holdfast.cli.workplace.Workplace;

/// The whole application behind the command line.
final class Holdfast implements Workplace {

    @Override
    public Session open(Place place) {
        throw new UnsupportedOperationException("not wired yet");
    }

    @Override
    public Demo demo() {
        throw new UnsupportedOperationException("not wired yet");
    }
}
