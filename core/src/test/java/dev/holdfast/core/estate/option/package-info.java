@NullMarked
package dev.holdfast.core.estate.option;

import org.jspecify.annotations.NullMarked;
