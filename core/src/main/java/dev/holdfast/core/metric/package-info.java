/// What was measured, kept for a year in bounded room: a [Series] of [Sample]s goes in, [Point]s
/// come out, the older the coarser. Beside them the facts that a server is compared with.
@NullMarked
package dev.holdfast.core.metric;

import org.jspecify.annotations.NullMarked;
