/// The vault: snapshots of servers, kept as immutable objects in storages.
///
/// A **vault** is one set of keys; each storage holds a **copy** of it that stands alone. A
/// **snapshot** is a manifest that leads to a file **list** for each directory; a list says for
/// each file the **chain** of **sections**, newest first, that map its pages; sections stand in
/// **maps** and lead to **frames** in **packs**. `docs/reference/vault-format.md` has every byte.
///
/// Writing: [SnapshotWriter] takes what [Lane]s cut and pack, [CopyUpload] sends it to each
/// storage, [Conclusion] turns finished files into chains, [Commit] writes the manifest last.
/// Reading: [Vault#unlock], [Snapshot], [Reader]; [Verifier] is rung 0 of the proof ladder.
@NullMarked
package dev.holdfast.vault;

import org.jspecify.annotations.NullMarked;
