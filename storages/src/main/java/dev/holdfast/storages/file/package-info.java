/// Objects as files below a directory. Start reading at [FileStorage].
@NullMarked
package dev.holdfast.storages.file;

import org.jspecify.annotations.NullMarked;
