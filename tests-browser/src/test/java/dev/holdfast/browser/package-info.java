/// The console as people use it: a real browser, the real daemon, a real database. Pictures of what
/// it looked like are left in `target/screenshots`.
@NullMarked
package dev.holdfast.browser;

import org.jspecify.annotations.NullMarked;
