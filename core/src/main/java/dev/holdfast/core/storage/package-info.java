/// The port to places that keep immutable objects: [Storage]. Its comment is its specification; the
/// contract suite in `testkit` checks it against every adapter.
@NullMarked
package dev.holdfast.core.storage;

import org.jspecify.annotations.NullMarked;
