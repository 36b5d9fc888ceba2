/// Rescue: lost rows come back from a moment before. [RescueRows] opens a branch at the moment and
/// compares a table with the live server; the repair goes into a [RepairFile], statement by
/// statement, which is shown, written as SQL, or carried out by [ApplyRepair] in one transaction.
/// [FindChanges] searches the stored log for the transactions that deleted or replaced rows.
///
/// Values of rows are in the repair's file and on the user's terminal, never in the journal.
@NullMarked
package dev.holdfast.practices.backup.rescue;

import org.jspecify.annotations.NullMarked;
