/// What a PostgreSQL server is asked about its health. Each [SqlCheck] is one query with its
/// meaning, thresholds and remedy; they stand in one class for each subject, and [AllChecks] lists
/// them. [PostgresHealth] opens the one read-only connection that asks; [PostgresPulse] beats.
///
/// Sources of thresholds: check_postgres, the postgres_exporter mixin, pgwatch and Pigsty, each
/// compared; every query runs with the rights of `pg_monitor`, or says which grant it lacks.
@NullMarked
package dev.holdfast.engines.postgres.health;

import org.jspecify.annotations.NullMarked;
