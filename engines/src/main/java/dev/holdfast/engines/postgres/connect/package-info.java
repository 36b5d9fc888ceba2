/// Reaching a PostgreSQL server. Start reading at [Connector]: it reads a [ConnectionUrl], finds
/// the password (the estate's secret, else [PasswordFile]), tries the hosts in order, and hands out
/// [Session]s. Whatever the driver or the server refuses becomes a problem in one place,
/// [ServerProblems]; row values in the server's DETAIL never get that far.
@NullMarked
package dev.holdfast.engines.postgres.connect;

import org.jspecify.annotations.NullMarked;
