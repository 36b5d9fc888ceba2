package dev.holdfast.cli.workplace;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The tour on an embedded server.
public interface Demo {

    /// Plays it from start to end on the calling thread; an interrupt ends it tidily. Anything that
    /// does not happen as promised is a problem.
    ///
    /// @param say takes each line for the user, without a line break
    Report play(Setting setting, Consumer<String> say) throws InterruptedException;

    /// @param colour whether lines may carry terminal colours
    /// @param directory a new or empty directory for everything; by default one for temporary files
    /// @param serve show it alive in the console at the end, until an interrupt
    /// @param megabytes about how large the shop is
    /// @param seed of the shop's rows
    record Setting(
            boolean colour, Optional<Path> directory, boolean serve, int megabytes, long seed) {}

    /// What was shown. Everything went as promised.
    ///
    /// @param directory where it happened, and where its commands can be typed
    record Report(String directory, List<Step> steps) {
        public Report {
            steps = List.copyOf(steps);
        }
    }

    /// @param lines what it said
    /// @param byHand the commands that do the same
    record Step(String title, double seconds, List<String> lines, List<String> byHand) {
        public Step {
            lines = List.copyOf(lines);
            byHand = List.copyOf(byHand);
        }
    }
}
