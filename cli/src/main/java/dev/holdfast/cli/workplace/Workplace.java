package dev.holdfast.cli.workplace;

/// The application behind the commands. Nothing is opened before a method is called.
public interface Workplace {

    /// Reads the estate and opens the state that `place` names; the caller closes the result.
    Session open(Place place);

    /// Where to log to, before anything is logged.
    void logTo(Place place);

    /// The demonstration, which needs no estate.
    Demo demo();
}
