/// A restored server beside the live one: what did not change there since the snapshot's end must
/// be the same here.
///
/// - [VisibilityMaps]: do visibility maps agree with their pages? Needs no live server.
/// - [PageAudit]: has every page the LSN that it has on the live server? Reads the headers of the
///   live server's pages ([LiveHeaders]) and of the files that recovery left ([PageFile]).
/// - [RowAudit]: have the rows of every page the same content? Asks both servers for a hash of each
///   page's rows ([RowHashes]). What differs is looked at again ([Suspects]): a page that changed
///   meanwhile, or a transaction that was open then, is no damage.
///
/// Both rest on one fact: a page that changed after an LSN has a higher one, and a checkpoint that
/// began after it ([LiveCheckpoint]) has written every change up to it. The live server reads,
/// counts and hashes; it never sorts, joins or keeps what pages hold. Start reading at
/// [RunningComparison].
@NullMarked
package dev.holdfast.engines.postgres.compare;

import org.jspecify.annotations.NullMarked;
