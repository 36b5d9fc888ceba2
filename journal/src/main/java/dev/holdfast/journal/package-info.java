/// What is remembered on this machine, in SQLite. Start reading at [SqliteState]: it opens one
/// `StateFile`, through which the journal (`SqliteJournal`, with its `HashChain`) and the
/// operations (`SqliteOperations`) go.
///
/// Every write is one IMMEDIATE transaction with `synchronous=FULL`: what returned survives a power
/// cut, and several processes take turns. The schema is brought up to date by `SchemaUpgrade`,
/// which alone loads Flyway, and only when `user_version` says that it is behind.
@NullMarked
package dev.holdfast.journal;

import org.jspecify.annotations.NullMarked;
