package dev.holdfast.practices.backup;

import dev.holdfast.core.operation.Judged;
import dev.holdfast.vault.Proof;
import java.util.ArrayList;
import java.util.List;

/// What `backup prove --due` did.
///
/// @param proofs at most one; none when no copy is due
/// @param copies how many there are
/// @param due how many more were due
/// @param overdue those without a proof for longer than `all-within` says, for people
public record DueProof(List<Proof> proofs, int copies, int due, List<String> overdue)
        implements Judged {
    public DueProof {
        proofs = List.copyOf(proofs);
        overdue = List.copyOf(overdue);
    }

    @Override
    public List<String> concerns() {
        List<String> concerns = new ArrayList<>(new ProofResults(proofs).concerns());
        concerns.addAll(overdue);
        return concerns;
    }
}
