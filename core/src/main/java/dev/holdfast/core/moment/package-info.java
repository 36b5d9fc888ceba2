/// A point that a vault may bring back, as people write it: [Moment].
@NullMarked
package dev.holdfast.core.moment;

import org.jspecify.annotations.NullMarked;
