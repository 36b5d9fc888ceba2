package dev.holdfast.journal;

import org.sqlite.SQLiteConfig.SynchronousMode;

/// One kind of SQLite file in the state directory.
///
/// @param name of the file
/// @param schema the version of the schema that this code speaks; the last migration sets it in the
///   file
/// @param location of the migrations, below this package
/// @param synchronous FULL where nothing may be lost with the machine
record StateForm(String name, int schema, String location, SynchronousMode synchronous) {
    /// The journal, the operations and the tokens.
    static final StateForm STATE = new StateForm("state.db", 2, "schema", SynchronousMode.FULL);

    /// Alerts, and what is still to be said of them.
    static final StateForm ALERTS = new StateForm("alerts.db", 2, "alerts", SynchronousMode.FULL);

    /// What was measured: after a failure of the machine the last second may be missing.
    static final StateForm METRICS =
            new StateForm("metrics.db", 1, "metrics", SynchronousMode.NORMAL);
}
