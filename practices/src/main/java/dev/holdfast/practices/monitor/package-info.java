/// Know right away: checks, probes and alerts.
///
/// A **check** asks a server, or Holdfast's own backups, one question; [CheckRound] asks all of one
/// database over one connection, [Judge] compares the readings with limits and with what was
/// measured before, and gives [CheckResult]s. Start reading at [DatabaseChecks].
@NullMarked
package dev.holdfast.practices.monitor;

import org.jspecify.annotations.NullMarked;
