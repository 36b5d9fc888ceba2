@NullMarked
package dev.holdfast.journal;

import org.jspecify.annotations.NullMarked;
