/// What several modules do to files of this machine: [Trees].
@NullMarked
package dev.holdfast.core.files;

import org.jspecify.annotations.NullMarked;
