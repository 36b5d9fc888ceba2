@NullMarked
package dev.holdfast.core.secret;

import org.jspecify.annotations.NullMarked;
