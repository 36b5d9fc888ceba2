/// The API, `/api/v1/…`: what the command line answers and does, over HTTP. A [Route] is a line of
/// data: its path, the role it needs, what it answers. [ApiRoutes] serves them, [OpenApi] describes
/// them, so that the description cannot lie.
///
/// What may be begun stands in [Beginnings]: requests that name what the estate declares, never a
/// command, a statement or a path.
@NullMarked
package dev.holdfast.server.api;

import org.jspecify.annotations.NullMarked;
