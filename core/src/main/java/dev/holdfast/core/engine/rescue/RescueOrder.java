package dev.holdfast.core.engine.rescue;

import dev.holdfast.core.engine.ServerAddress;
import java.util.Optional;

/// What to compare, and what the repair may hold.
///
/// @param past a scratch server at the moment; its user is a superuser
/// @param table as SQL writes it: `orders`, `public.orders`, `"Mixed Case"`
/// @param where the user's own condition on rows of the past; empty for all rows
/// @param changed whether rows that changed meanwhile are set back too
/// @param children whether lost rows of other tables that refer to lost rows come back too
/// @param triggers whether the server's triggers and foreign keys work while the repair runs
/// @param limit how many rows of other tables the repair may hold
public record RescueOrder(
        ServerAddress live,
        ServerAddress past,
        String table,
        Optional<String> where,
        boolean changed,
        boolean children,
        boolean triggers,
        long limit) {}
