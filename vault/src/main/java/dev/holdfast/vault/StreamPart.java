package dev.holdfast.vault;

import dev.holdfast.core.engine.Lsn;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One stored stretch `[from, to)` of a server's log that was streamed. All of it stands in the
/// object's key, so that a listing tells what a storage can bring back.
///
/// @param newest the time of the newest commit or heartbeat in the log up to `to`; the epoch when
///   none is known
/// @param sizeBytes as stored
public record StreamPart(
        String key, int timeline, Lsn from, Lsn to, Instant newest, long sizeBytes) {
    private static final Pattern KEY =
            Pattern.compile(
                    ".*/([0-9A-F]{8})/([0-9A-F]{16})-([0-9A-F]{16})-([0-9A-F]{16})-[0-9a-f]{8}");

    /// Empty when `key` is not that of such an object.
    static Optional<StreamPart> parse(String key, long sizeBytes) {
        Matcher matcher = KEY.matcher(key);
        if (!matcher.matches() || sizeBytes == 0) {
            return Optional.empty();
        }
        StreamPart part =
                new StreamPart(
                        key,
                        HexFormat.fromHexDigits(matcher.group(1)),
                        new Lsn(HexFormat.fromHexDigitsToLong(matcher.group(2))),
                        new Lsn(HexFormat.fromHexDigitsToLong(matcher.group(3))),
                        time(HexFormat.fromHexDigitsToLong(matcher.group(4))),
                        sizeBytes);
        return Optional.of(part).filter(p -> p.from().isBefore(p.to()));
    }

    static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    private static Instant time(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    /// How much of the log it is, in plain.
    public long lengthBytes() {
        return to.value() - from.value();
    }

    /// Whether `lsn` and what follows it is in here.
    public boolean holds(Lsn lsn) {
        return !lsn.isBefore(from) && lsn.isBefore(to);
    }
}
