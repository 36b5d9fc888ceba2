/// What the user declares in `holdfast.yaml`, as records. Start reading at [Estate]; it is read by
/// [EstateReader], which reports every mistake at once, with line and column.
@NullMarked
package dev.holdfast.core.estate;

import org.jspecify.annotations.NullMarked;
