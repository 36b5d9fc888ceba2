/// Know right away: checks, probes and alerts. [Alerts] is what people do with them.
///
/// - `check`: a **check** asks a server, or Holdfast's own backups, one question; start reading at
///   `DatabaseChecks`.
/// - `alert`: one **alert** for each problem; what is to be said of it waits until it was taken.
/// - `route`: the ways on which people are told.
/// - `watch`: what `serve` and `monitor run` do all the time.
/// - `export`: the same for Prometheus.
@NullMarked
package dev.holdfast.practices.monitor;

import org.jspecify.annotations.NullMarked;
