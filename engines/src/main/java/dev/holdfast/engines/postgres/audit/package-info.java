/// What is asked of a restored server before it counts as proven.
///
/// - [ServerAudit] reads every value and verifies every B-tree index. What it finds is either
///   **damage** (the backup's fault) or **lacking** (this machine's fault: an extension's library,
///   another version of a collation, a missing tablespace); [Complaint] tells them apart.
/// - [AssertionRun] runs the user's own assertions.
/// - [FingerprintRun] computes what two copies of a table must have in common.
///
/// All of them reach the server through [Sessions], and name relations and the server's words, but
/// never row values.
@NullMarked
package dev.holdfast.engines.postgres.audit;

import org.jspecify.annotations.NullMarked;
