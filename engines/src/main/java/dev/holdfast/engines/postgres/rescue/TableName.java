package dev.holdfast.engines.postgres.rescue;

/// Names a table within its database.
record TableName(String schema, String name) {
    static TableName of(TableShape shape) {
        return new TableName(shape.schema(), shape.name());
    }
}
