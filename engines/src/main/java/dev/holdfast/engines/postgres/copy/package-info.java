/// Rows of a binary COPY, as a stream of the driver's own buffers: [BinaryCopy].
@NullMarked
package dev.holdfast.engines.postgres.copy;

import org.jspecify.annotations.NullMarked;
