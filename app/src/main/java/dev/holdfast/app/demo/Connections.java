package dev.holdfast.app.demo;

import java.sql.Connection;
import java.sql.SQLException;

/// Opens connections to one database; the caller closes each.
@FunctionalInterface
public interface Connections {

    Connection open() throws SQLException;
}
