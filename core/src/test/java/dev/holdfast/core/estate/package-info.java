@NullMarked
package dev.holdfast.core.estate;

import org.jspecify.annotations.NullMarked;
