package dev.holdfast.core.estate;

import java.time.Duration;
import java.util.Optional;

/// Who may open branches of a database, and how.
///
/// @param who the role that may open one whose values are not masked, where the environment is
///   protected; on the command line, whoever may read the file has it
/// @param mask the masking that every branch gets
/// @param ttl how long a branch lives unless it says otherwise
public record BranchPolicy(Optional<String> who, Optional<String> mask, Duration ttl) {
    public static final BranchPolicy DEFAULT =
            new BranchPolicy(Optional.empty(), Optional.empty(), Duration.ofHours(4));
}
