package dev.holdfast.practices.backup;

import dev.holdfast.core.operation.Judged;
import dev.holdfast.vault.Proof;
import dev.holdfast.vault.Proof.Verdict;
import java.util.List;

/// What `backup prove` found, one proof for each copy.
public record ProofResults(List<Proof> proofs) implements Judged {
    public ProofResults {
        proofs = List.copyOf(proofs);
    }

    /// A partial proof is none: nothing failed.
    @Override
    public List<String> concerns() {
        return proofs.stream()
                .filter(proof ->
                        proof.verdict() == Verdict.FAILED || proof.verdict() == Verdict.ENVIRONMENT)
                .map(ProofResults::concern)
                .toList();
    }

    private static String concern(Proof proof) {
        String copy = "snapshot %s from storage '%s'".formatted(proof.snapshot(), proof.storage());
        return proof.verdict() == Verdict.FAILED
                ? copy + " failed its proof"
                : copy + " could not be judged on this machine";
    }
}
