@NullMarked
package dev.holdfast.core.operation;

import org.jspecify.annotations.NullMarked;
