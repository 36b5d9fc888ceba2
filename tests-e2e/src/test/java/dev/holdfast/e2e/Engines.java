package dev.holdfast.e2e;

import dev.holdfast.core.engine.Engine;
import dev.holdfast.engines.postgres.PostgresEngine;
import dev.holdfast.engines.postgres.restore.PostgresDataDirectories;
import dev.holdfast.engines.postgres.runner.PostgresServerRunner;
import java.security.SecureRandom;
import java.time.InstantSource;

/// The engine as the application builds it.
final class Engines {

    private Engines() {}

    static Engine postgres() {
        return new PostgresEngine(
                new PostgresDataDirectories(),
                new PostgresServerRunner(new SecureRandom()),
                InstantSource.system());
    }
}
