package dev.holdfast.practices.branch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What a branch's own process is told: [OpenBranch], decided.
///
/// @param last there is no other kind of process to try
public record ServeBranch(OpenBranch open, Duration ttl, boolean last) {

    /// As words of the command line, which [OpenBranch] came from.
    public List<String> words() {
        List<String> words =
                new ArrayList<>(
                        List.of(
                                "branch",
                                "serve",
                                open.database(),
                                "--at",
                                open.at(),
                                "--name",
                                open.name(),
                                "--ttl",
                                ttl.toSeconds() + " s"));
        open.storage().ifPresent(storage -> words.addAll(List.of("--from", storage)));
        if (last) {
            words.add("--last");
        }
        return words;
    }
}
