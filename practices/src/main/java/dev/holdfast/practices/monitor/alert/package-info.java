/// From results to people. [AlertDesk] makes one alert of each problem and says when people are
/// told of it; what is to be said is kept in the store. [Couriers] bring it to the routes, again
/// and again until a receiver took it. [RouteTests] shows that they lead somewhere.
@NullMarked
package dev.holdfast.practices.monitor.alert;

import org.jspecify.annotations.NullMarked;
