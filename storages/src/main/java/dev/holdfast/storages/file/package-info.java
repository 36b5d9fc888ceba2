@NullMarked
package dev.holdfast.storages.file;

import org.jspecify.annotations.NullMarked;
