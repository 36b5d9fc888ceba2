@NullMarked
package dev.holdfast.branchfs.overlay;

import org.jspecify.annotations.NullMarked;
