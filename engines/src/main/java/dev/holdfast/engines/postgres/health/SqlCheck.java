package dev.holdfast.engines.postgres.health;

import dev.holdfast.core.health.Check;
import dev.holdfast.core.health.Check.Kind;
import dev.holdfast.core.health.Limits;
import dev.holdfast.core.health.Reading;
import dev.holdfast.engines.postgres.connect.Session.Row;
import java.util.function.IntFunction;

/// One check as a query.
///
/// @param where on which servers it has a meaning
/// @param needsMonitor whether its answer is only whole for members of `pg_monitor`
/// @param extension that must be there; empty for none
/// @param query by major version
/// @param row makes a reading of each row
record SqlCheck(
        Check check,
        Where where,
        boolean needsMonitor,
        String extension,
        IntFunction<String> query,
        Row<Reading> row) {

    enum Where {
        PRIMARY,
        STANDBY,
        ANYWHERE
    }

    private static final int NEWEST = 18;

    static Draft named(String name) {
        return new Draft(name);
    }

    /// A check in the making; what is not said is as for most.
    static final class Draft {
        private final String name;
        private String about = "";
        private String why = "";
        private String remedy = "";
        private Kind kind = Kind.LEVEL;
        private Where where = Where.ANYWHERE;
        private boolean serverWide = true;
        private boolean needsMonitor;
        private String extension = "";

        private Draft(String name) {
            this.name = name;
        }

        Draft about(String text) {
            about = text;
            return this;
        }

        Draft why(String text) {
            why = text;
            return this;
        }

        Draft remedy(String text) {
            remedy = text;
            return this;
        }

        Draft kind(Kind other) {
            kind = other;
            return this;
        }

        Draft on(Where other) {
            where = other;
            return this;
        }

        Draft ofOneDatabase() {
            serverWide = false;
            return this;
        }

        Draft asMonitor() {
            needsMonitor = true;
            return this;
        }

        Draft with(String neededExtension) {
            extension = neededExtension;
            return this;
        }

        SqlCheck reads(Limits limits, String sql, Row<Reading> row) {
            return reads(limits, _ -> sql, row);
        }

        SqlCheck reads(Limits limits, IntFunction<String> sql, Row<Reading> row) {
            Check check =
                    new Check(
                            name,
                            about,
                            why,
                            remedy,
                            limits,
                            kind,
                            serverWide,
                            sql.apply(NEWEST).strip());
            return new SqlCheck(check, where, needsMonitor, extension, sql, row);
        }
    }
}
