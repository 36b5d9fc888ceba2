package dev.holdfast.engines.postgres.copy;

import dev.holdfast.engines.postgres.connect.ServerProblems;
import dev.holdfast.engines.postgres.connect.Session;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyOut;

/// Rows of `COPY … TO STDOUT` in the text format: each value as its type's output function writes
/// it, which its input function reads back. Rows are fetched one by one and nothing is kept. Read
/// it to its end, or close the session.
///
/// COPY takes no parameters: `select` holds literals.
public final class TextCopy {
    private final Session session;
    private final String what;
    private final CopyOut copy;
    private boolean ended;

    private TextCopy(Session session, String what, CopyOut copy) {
        this.session = session;
        this.what = what;
        this.copy = copy;
    }

    /// @param what the work, for people
    public static TextCopy begin(Session session, String what, String select) {
        CopyOut copy =
                session.call(
                        what,
                        connection -> session.copies().copyOut("COPY (" + select + ") TO STDOUT"));
        return new TextCopy(session, what, copy);
    }

    /// The next row's values, null for NULL; null after the last row.
    public @Nullable List<@Nullable String> next() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (ended) {
            return null;
        }
        try {
            byte[] line = copy.readFromCopy();
            ended = line == null;
            return line == null ? null : fields(line);
        } catch (SQLException e) {
            throw ServerProblems.running(session.label(), what, e);
        }
    }

    /// @param line ends with a line feed
    static List<@Nullable String> fields(byte[] line) {
        List<@Nullable String> fields = new ArrayList<>();
        int begin = 0;
        for (int i = 0; i < line.length; i++) {
            if (line[i] == '\t' || line[i] == '\n') {
                fields.add(field(line, begin, i));
                begin = i + 1;
            }
        }
        return fields;
    }

    private static @Nullable String field(byte[] line, int from, int to) {
        int backslash = from;
        while (backslash < to && line[backslash] != '\\') {
            backslash++;
        }
        if (backslash == to) {
            return new String(line, from, to - from, StandardCharsets.UTF_8);
        }
        return to - from == 2 && line[from + 1] == 'N' ? null : unescaped(line, from, to);
    }

    private static String unescaped(byte[] line, int from, int to) {
        ByteArrayOutputStream plain = new ByteArrayOutputStream(to - from);
        for (int i = from; i < to; i++) {
            plain.write(line[i] == '\\' ? meaning(line[++i]) : line[i]);
        }
        return plain.toString(StandardCharsets.UTF_8);
    }

    private static int meaning(byte escaped) {
        return switch (escaped) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> 0x0B;
            default -> escaped;
        };
    }
}
