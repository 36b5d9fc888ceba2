/// Brings lost rows back. [PostgresRescue] is the way in. [TableFinder] finds the table on both
/// sides and reads its [TableShape]; [TableComparison] (all rows, merged by key) or
/// [ChosenComparison] (some rows, looked up by key) finds what is lost; [References] follows
/// foreign keys; [RepairWriter] writes the statements, and [RepairRun] runs them.
///
/// The **ledger** ([Ledger]) is a table on the scratch server that names each row of the repair by
/// its place there. So the work is done by joins on that server, in bounded memory here, and
/// production is only asked for keys.
@NullMarked
package dev.holdfast.engines.postgres.rescue;

import org.jspecify.annotations.NullMarked;
