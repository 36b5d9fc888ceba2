package dev.holdfast.practices.backup;

import dev.holdfast.vault.Proof;
import java.util.List;

/// What `backup prove` found, one proof for each copy.
public record ProofResults(List<Proof> proofs) {
    public ProofResults {
        proofs = List.copyOf(proofs);
    }

    public boolean anyFailed() {
        return proofs.stream().anyMatch(proof -> proof.verdict() == Proof.Verdict.FAILED);
    }
}
