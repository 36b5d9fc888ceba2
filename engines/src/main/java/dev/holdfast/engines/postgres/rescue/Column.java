package dev.holdfast.engines.postgres.rescue;

import dev.holdfast.engines.postgres.connect.Sql;

/// @param type as SQL writes it, with its modifiers
/// @param typeName of the type, or of the one below a domain, such as `int8`
/// @param identity whether the server makes its values, unless it is told otherwise
/// @param alwaysIdentity whether it cannot be updated
/// @param generated whether it is computed from other columns
record Column(
        String name,
        String type,
        String typeName,
        boolean notNull,
        boolean identity,
        boolean alwaysIdentity,
        boolean generated,
        boolean hasDefault) {

    String sql() {
        return Sql.identifier(name);
    }

    boolean isNeeded() {
        return notNull && !hasDefault && !identity && !generated;
    }
}
