/// Opens a moment as files, and as a running, isolated server.
///
/// ```
/// OpenBranchHandler ─▶ Starting ═ a process of its own ═▶ BranchService ─▶ Branches.open ─▶ RunningBranch
///                                                                           │
///                                     mounted: lazy.SnapshotTree ◀─ Opening ─▶ copied: Materialiser
/// ```
///
/// A branch is **instant** when its files are fetched as they are touched, else **materialised**.
/// [Branches] is what other practices use: a [RunningBranch] that their own process serves, or a
/// [Branch], all of whose files are checked while they are written, for proofs. Its files lie in a
/// place of the [ScratchSpace]; [Registry] knows those of other processes.
@NullMarked
package dev.holdfast.practices.branch;

import org.jspecify.annotations.NullMarked;
