/// Questions and their answers. [CheckRound] asks all checks of one database over one connection,
/// [Judge] compares the readings with limits and with what was measured before, and gives
/// [CheckResult]s; [BackupChecks] and [RouteChecks] ask the storages and the routes. Start reading
/// at [DatabaseChecks].
@NullMarked
package dev.holdfast.practices.monitor.check;

import org.jspecify.annotations.NullMarked;
