package dev.holdfast.core.metric;

/// What is measured again and again.
///
/// @param database whose, such as `shop@production`
/// @param name such as the name of a check
/// @param object a table, a slot; empty where there is only one
public record Series(String database, String name, String object) {}
