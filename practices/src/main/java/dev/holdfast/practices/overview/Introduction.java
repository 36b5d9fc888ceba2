package dev.holdfast.practices.overview;

import dev.holdfast.core.engine.Engine;
import dev.holdfast.core.engine.Server;
import dev.holdfast.core.engine.ServerAddress;
import dev.holdfast.core.engine.ServerFacts;
import dev.holdfast.core.problem.Finding;
import java.util.List;

/// What there is to know about a server before it is declared.
///
/// @param grants statements that let `role` take snapshots, for this server's version
/// @param proofGrants what it needs besides, so that proofs can compare rows
/// @param footprint everything that Holdfast ever creates on it
/// @param findings what is missing today, and what the role could do
public record Introduction(
        ServerFacts facts,
        String role,
        List<String> grants,
        List<String> proofGrants,
        List<String> footprint,
        List<Finding> findings) {
    public Introduction {
        grants = List.copyOf(grants);
        proofGrants = List.copyOf(proofGrants);
        footprint = List.copyOf(footprint);
        findings = List.copyOf(findings);
    }

    /// Logs in once and asks.
    public static Introduction to(Engine engine, ServerAddress address, String role) {
        try (Server server = engine.connect(address)) {
            return new Introduction(
                    server.facts(),
                    role,
                    server.snapshotGrants(role),
                    server.proofGrants(role),
                    server.footprint(),
                    server.checkSnapshots());
        }
    }
}
