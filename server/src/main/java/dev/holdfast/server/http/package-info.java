/// The way in over HTTP: [HttpServer] listens where a [Listening] says, and hands on what passes
/// its guards to whoever brought the routes.
///
/// Guards, in this order: the Host header must name this server (against DNS rebinding), the body
/// must be small, every answer carries strict headers, and a failure becomes problem+json
/// ([Problems], RFC 9457).
@NullMarked
package dev.holdfast.server.http;

import org.jspecify.annotations.NullMarked;
