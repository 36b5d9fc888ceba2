/// The port to what is remembered on this machine: operations ([OperationStore]) and the
/// append-only, hash-chained journal ([Journal]). The module `journal` keeps both in SQLite.
@NullMarked
package dev.holdfast.core.journal;

import org.jspecify.annotations.NullMarked;
