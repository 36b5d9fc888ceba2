@NullMarked
package dev.holdfast.branchfs;

import org.jspecify.annotations.NullMarked;
