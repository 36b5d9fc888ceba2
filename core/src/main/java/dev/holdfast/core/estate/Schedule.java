package dev.holdfast.core.estate;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;

/// When something recurs.
public sealed interface Schedule {

    /// The first time after `last`; empty when there is none.
    Optional<Instant> next(Instant last, ZoneId zone);

    /// So long after the last time.
    record Every(Duration interval) implements Schedule {
        @Override
        public Optional<Instant> next(Instant last, ZoneId zone) {
            return Optional.of(last.plus(interval));
        }

        @Override
        public String toString() {
            return "every " + interval;
        }
    }

    /// At the wall clock's times that five fields name, as in crontab(5): minute, hour, day of
    /// month, month, day of week.
    record Cron(String expression) implements Schedule {
        /// @throws IllegalArgumentException when it is no such expression
        public Cron {
            parse(expression);
        }

        /// Goes by the wall clock alone, so that the night that loses an hour does not lose what
        /// stands in that hour: it runs right after the change.
        @Override
        public Optional<Instant> next(Instant last, ZoneId zone) {
            ZonedDateTime wall = last.atZone(zone).toLocalDateTime().atZone(ZoneOffset.UTC);
            return parse(expression)
                    .nextExecution(wall)
                    .map(next -> next.toLocalDateTime().atZone(zone))
                    .map(next ->
                            next.toInstant().isAfter(last) ? next : next.withLaterOffsetAtOverlap())
                    .map(ZonedDateTime::toInstant);
        }

        private static ExecutionTime parse(String expression) {
            return ExecutionTime.forCron(
                    new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX))
                            .parse(expression));
        }

        @Override
        public String toString() {
            return "at \"" + expression + '"';
        }
    }
}
