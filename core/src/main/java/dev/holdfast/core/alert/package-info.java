/// Problems that people are told of. An [Alert] is one problem from its beginning to its end; a
/// [Notice] is one thing to say about it on one route, kept until the receiver took it; a [Silence]
/// says of what nobody wants to hear for a while.
@NullMarked
package dev.holdfast.core.alert;

import org.jspecify.annotations.NullMarked;
