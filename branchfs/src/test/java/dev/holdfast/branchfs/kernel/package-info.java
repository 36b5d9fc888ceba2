@NullMarked
package dev.holdfast.branchfs.kernel;

import org.jspecify.annotations.NullMarked;
