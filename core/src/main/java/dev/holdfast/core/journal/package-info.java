/// The port to what is remembered on this machine: operations and the append-only journal.
@NullMarked
package dev.holdfast.core.journal;

import org.jspecify.annotations.NullMarked;
