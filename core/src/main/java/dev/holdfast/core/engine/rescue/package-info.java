/// Brings rows back into a running server, from what it was at a moment. Start at [RowRescue].
@NullMarked
package dev.holdfast.core.engine.rescue;

import org.jspecify.annotations.NullMarked;
