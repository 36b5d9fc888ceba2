/// What goes wrong, as data: a [Problem] has a stable code, says what failed on which object, and
/// what to type now. It is thrown as a [HoldfastException] where the user's words are known, and
/// rendered only at the edge (terminal, HTTP). Every code stands in [ProblemCode].
@NullMarked
package dev.holdfast.core.problem;

import org.jspecify.annotations.NullMarked;
