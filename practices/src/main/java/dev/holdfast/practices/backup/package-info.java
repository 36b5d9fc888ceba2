/// The first practice: have backups, check that they work, keep them in several places.
///
/// The words: a **snapshot** is one backup of a server; a **copy** is what one storage holds of it;
/// a **proof** is the signed result of starting one copy. Requests go through
/// `Operations.run(request)`: [RunBackup], [ProveBackup], [RestoreBackup], [InitVault],
/// [CheckVault], [SyncVault], [HealVault], [StreamWal], [DetachServer]. [BackupCatalogue] answers
/// questions. The log as it grows is stored by the package `stream`; which moments that brings
/// back, and how, is the package `moment`; single rows come back by the package `rescue`.
@NullMarked
package dev.holdfast.practices.backup;

import org.jspecify.annotations.NullMarked;
