package dev.holdfast.practices.branch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Starts Holdfast once more, as a process of its own that outlives this one and its terminal, with
/// this one's configuration, state and environment.
public interface BranchStarter {

    /// Its standard input and output are pipes to this process.
    ///
    /// @param launcher what to put before the command; empty for nothing
    /// @param words of the command
    /// @param log gets its standard error
    Process start(List<String> launcher, List<String> words, Path log) throws IOException;
}
