/// Who is asking, and what they may. Programs send their token with each request (`Authorization:
/// Bearer …`); the console gives its token once and gets a session: a cookie that no script can
/// read and no other site's request carries, and beside it a value that each change must repeat in
/// a header (against cross-site requests). [Gate] is where every request stops.
@NullMarked
package dev.holdfast.server.access;

import org.jspecify.annotations.NullMarked;
