package dev.holdfast.engines.postgres.audit;

import java.sql.Connection;
import java.sql.SQLException;

/// Opens sessions as a superuser of one server. Safe for many threads.
public interface Sessions {

    /// So that a value is written in the same way everywhere.
    String SAME_EVERYWHERE =
            "SET timezone = 'UTC'; SET datestyle = 'ISO, YMD'; SET intervalstyle = 'postgres';"
                    + " SET extra_float_digits = 1; SET bytea_output = 'hex'; SET xmloption = 'content'";

    /// The caller closes it.
    Connection open(String database) throws SQLException;
}
