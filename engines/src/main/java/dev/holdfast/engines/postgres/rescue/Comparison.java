package dev.holdfast.engines.postgres.rescue;

import java.util.List;

/// What a comparison of one table counted; the lost and changed rows are in the ledger.
///
/// @param fresh -1 when it was not looked for
/// @param firstFresh keys of the first of them
record Comparison(long pastRows, long fresh, List<List<String>> firstFresh) {
    /// How many rows of each kind are shown.
    static final int SHOWN = 10;

    Comparison {
        firstFresh = List.copyOf(firstFresh);
    }
}
