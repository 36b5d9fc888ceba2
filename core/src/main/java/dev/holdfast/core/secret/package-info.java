/// Secrets: read where they are used, never printed. A [Secret] knows where it comes from and shows
/// only that.
@NullMarked
package dev.holdfast.core.secret;

import org.jspecify.annotations.NullMarked;
