package dev.holdfast.engines.postgres.source;

import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.engine.PhysicalSource.Start;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The contents of `backup_label`.
record BackupLabel(String text) {

    private static final Pattern START =
            Pattern.compile("^START WAL LOCATION: ([0-9A-F]+/[0-9A-F]+) ", Pattern.MULTILINE);
    private static final Pattern TIMELINE =
            Pattern.compile("^START TIMELINE: (\\d+)$", Pattern.MULTILINE);

    /// The server's own words about the start must be what the snapshot believed all along.
    void verify(String server, Start start) {
        Lsn lsn = Lsn.parse(find(START));
        if (!lsn.equals(start.lsn())) {
            throw new IllegalStateException("label starts at " + lsn + ", not " + start.lsn());
        }
        if (Integer.parseInt(find(TIMELINE)) != start.timeline()) {
            throw new HoldfastException(
                    ProblemCode.SERVER_CHANGED,
                    server
                            + ": the server changed from timeline "
                            + start.timeline()
                            + " to "
                            + find(TIMELINE)
                            + " while a snapshot began",
                    "run the command again");
        }
    }

    private String find(Pattern pattern) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("no " + pattern + " in backup_label: " + text);
        }
        return matcher.group(1);
    }
}
