package dev.holdfast.engines.postgres.audit;

import java.sql.Connection;
import java.sql.SQLException;

/// Opens sessions as a superuser of one server. Safe for many threads.
public interface Sessions {

    /// The caller closes it.
    Connection open(String database) throws SQLException;
}
